import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { tokenScope } from '../shared/token-scope.rules.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { longestName } from './api-token.rules.ts'

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    /** What people call it, and the program that has it. */
    name: p.text(),
    /** SHA-256 of the token in hexadecimal, never the token. */
    hash: p.text().unique(),
    /** Its last characters, by which people recognise it. */
    ending: p.text(),
    /** What it may do; READ is always among it. */
    scopes: p.enum(tokenScope).array(),
    /** Who made it; null where it was made by command. It does not end with them. */
    createdBy: () => ofSameCompany(StaffMember, 'created_by_id').nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    /** To the minute: written once a minute at most, beside what is asked. */
    lastUsedAt: p.datetime().nullable(),
  },
  checks: [
    { name: 'api_token_name', expression: `char_length(name) >= 1 and char_length(name) <= ${longestName}` },
    { name: 'api_token_reads', expression: `'READ' = any(scopes)` },
  ],
  indexes: [
    {
      name: 'api_token_own_name',
      expression: `create unique index "api_token_own_name" on "api_token" ("company_id", lower("name")) where revoked_at is null`,
    },
  ],
})

/** By which a program of a company, or of somebody the company trusts, asks and acts for it. */
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken)
