import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import type { Criterion, KitQuestion } from './kit.rules.ts'

const KitSchema = defineEntity({
  name: 'Kit',
  tableName: 'kit',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    name: p.text(),
    /** Since when no round may choose it any more; null while rounds may. */
    archivedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [
    {
      name: 'kit_name_once_per_company',
      expression: 'create unique index "kit_name_once_per_company" on "kit" ("company_id", lower("name"))',
    },
  ],
})

/** The questions and the criteria of a round, under a name. What they are is said by its versions. */
export class Kit extends KitSchema.class {}
KitSchema.setClass(Kit)

const KitVersionSchema = defineEntity({
  name: 'KitVersion',
  tableName: 'kit_version',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    kit: () => ofSameCompany(Kit, 'kit_id'),
    /** From 1; the highest is what the kit is now. */
    number: p.integer(),
    language: p.enum(language),
    questions: p.json<readonly KitQuestion[]>(),
    criteria: p.json<readonly Criterion[]>(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [{ name: 'kit_version_number_once', properties: ['company', 'kit', 'number'] }],
  checks: [{ name: 'kit_version_number', expression: 'number >= 1' }],
})

/** What a kit was from one saving to the next. The role that serves requests may add versions and change none. */
export class KitVersion extends KitVersionSchema.class {}
KitVersionSchema.setClass(KitVersion)
