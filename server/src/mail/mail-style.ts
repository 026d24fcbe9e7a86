import { sql } from 'kysely'
import { defaultBrand, shownSize, type Brand } from '../companies/company-brand.rules.ts'
import type { LogoUrl } from '../companies/logo-file.ts'
import { readBrand, type BrandOfCompany } from '../companies/read-brand.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { mailTexts, ownWords } from './mail-texts.ts'
import type { MailOccasion } from './mail-words.rules.ts'

/** A logo as an email shows it: where it is fetched, and its size in CSS pixels. */
export interface MailLogo {
  url: string
  width: number
  height: number
}

export interface MailBrand extends Brand {
  logo: MailLogo | null
}

/** Words that a company has chosen instead of ours; null where it says ours. */
export interface AdaptedWords {
  language: Language
  occasion: MailOccasion
  subject: string | null
  intro: string | null
}

/** What a company brings to its emails. */
export interface MailStyle {
  brand: MailBrand
  words: readonly AdaptedWords[]
}

/** The style of a company that has chosen nothing. */
export const plainStyle: MailStyle = { brand: { ...defaultBrand, logo: null }, words: [] }

/** What is said on an occasion in a language: the company's words, and ours where it has none. */
export function wordsOf(
  { words }: Pick<MailStyle, 'words'>,
  language: Language,
  occasion: MailOccasion,
): { subject: string; intro: string } {
  const own = ownWords(mailTexts[language], occasion)
  const adapted = words.find((each) => each.language === language && each.occasion === occasion)
  return { subject: adapted?.subject ?? own.subject, intro: adapted?.intro ?? own.intro }
}

/** The brand as an email shows it. */
export const toMailBrand = ({ senderName, colour, signature, logo }: BrandOfCompany, logoUrl: LogoUrl): MailBrand => {
  const url = logo && logoUrl(logo.id)
  return { senderName, colour, signature, logo: url ? { url, ...shownSize(logo) } : null }
}

type Reader = Pick<Transaction, 'companyId' | 'rows'>

/** Words that the reader's company has chosen: at most one for each occasion and language. */
export const readAdaptedWords = (reader: Reader): Promise<AdaptedWords[]> =>
  reader.rows(
    sql`select language, message as occasion, subject, intro from email_words where company_id = ${reader.companyId}`,
  )

/** Reads what the reader's company brings to its emails: two statements that are asked together. */
export async function readMailStyle(reader: Reader, logoUrl: LogoUrl): Promise<MailStyle> {
  const [brand, words] = await Promise.all([readBrand(reader), readAdaptedWords(reader)])
  return { brand: toMailBrand(brand, logoUrl), words }
}
