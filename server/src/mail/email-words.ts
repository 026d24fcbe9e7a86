import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import { mailOccasion } from './mail-words.rules.ts'

const EmailWordsSchema = defineEntity({
  name: 'EmailWords',
  tableName: 'email_words',
  primaryKeys: ['company', 'language', 'occasion'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    language: p.enum(language).primary(),
    /** Its column had its name before `Refusal.message` and this one could be asked for together. */
    occasion: p.enum(mailOccasion).primary().fieldName('message'),
    /** With placeholders in braces; null where ours are said. */
    subject: p.text().nullable(),
    intro: p.text().nullable(),
  },
  checks: [{ name: 'email_words_something', expression: 'num_nonnulls(subject, intro) > 0' }],
})

/** What a company says in an email in its own words. There is a row only where it has chosen some. */
export class EmailWords extends EmailWordsSchema.class {}
EmailWordsSchema.setClass(EmailWords)
