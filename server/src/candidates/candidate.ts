import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'

const CandidateSchema = defineEntity({
  name: 'Candidate',
  tableName: 'candidate',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    name: p.text(),
    /** Null where the company has no address: then nothing is sent, and every screen says so. */
    email: p.text().nullable(),
    /** Since when emails to this address come back, until it is corrected; null where none has. */
    addressBadSince: p.datetime().nullable(),
    /** In the words of the mail server. */
    addressBadReason: p.text().nullable(),
    phone: p.text().nullable(),
    timeZone: p.text(),
    language: p.enum(language),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [
    // The address that a person answers to names them and no company.
    { name: 'candidate_by_id', properties: ['id'] },
    {
      name: 'candidate_email_once_per_company',
      expression:
        'create unique index "candidate_email_once_per_company" on "candidate" ("company_id", lower("email")) where email is not null',
    },
    { name: 'candidate_by_name', properties: ['company', 'name', 'id'] },
    { name: 'candidate_by_creation', properties: ['company', 'createdAt', 'id'] },
    // By what two entries of one person are found (see duplicates.ts).
    {
      name: 'candidate_by_plain_email',
      expression: `create index "candidate_by_plain_email" on "candidate" ("company_id", (lower(regexp_replace(email, '[+][^@]*@', '@')))) where email is not null`,
    },
    {
      name: 'candidate_by_plain_phone',
      expression: `create index "candidate_by_plain_phone" on "candidate" ("company_id", ("right"(regexp_replace(phone, '[^0-9]', '', 'g'), 9))) where phone is not null`,
    },
    {
      name: 'candidate_by_plain_name',
      expression: `create index "candidate_by_plain_name" on "candidate" ("company_id", (lower(regexp_replace(btrim(name), '[[:space:]]+', ' ', 'g'))))`,
    },
  ],
})

/** A person who applies. They have no account: their personal link is all they need. */
export class Candidate extends CandidateSchema.class {}
CandidateSchema.setClass(Candidate)
