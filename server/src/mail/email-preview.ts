import { sql } from 'kysely'
import { z } from 'zod'
import type { LogoUrl } from '../companies/logo-file.ts'
import { brandInput } from '../companies/update-company-brand.ts'
import { nobodysId } from '../shared/id.ts'
import { languageOf } from '../shared/input.ts'
import type { Reading } from '../shared/reading.ts'
import type { ComposedMail } from './compose-mail.ts'
import { exampleMail } from './example-mail.ts'
import type { Mail } from './mail.ts'
import { readMailStyle, type MailStyle } from './mail-style.ts'
import type { MailAddresses } from './mail-address.ts'
import { mailOccasion } from './mail-words.rules.ts'
import { refuseWords, wordsFields } from './update-email-words.ts'

/** Which email to look at, and how it would look with what is not saved yet. */
export const previewInput = z
  .object({
    occasion: z.enum(mailOccasion),
    language: languageOf,
    brand: brandInput.nullish(),
    words: wordsFields.nullish(),
  })
  .superRefine(({ occasion, words }, context) => {
    if (words) refuseWords(occasion, words, ['words'], context)
  })

export interface PreviewTools {
  logoUrl: LogoUrl
  publicUrl: string
  replyAddressOf: MailAddresses['replyAddressOf']
}

/** An email about people who do not exist, as the reader's company would send it. */
export interface PreviewedEmail extends ComposedMail {
  mail: Mail
}

/** Composes an example with what the company has chosen, or with what it may choose. Nothing is sent or kept. */
export async function previewEmail(
  reading: Reading,
  { occasion, language, brand, words }: z.output<typeof previewInput>,
  now: Date,
  { logoUrl, publicUrl, replyAddressOf }: PreviewTools,
): Promise<PreviewedEmail> {
  const [style, [company]] = await Promise.all([
    readMailStyle(reading, logoUrl),
    reading.rows(sql<{ name: string; timeZone: string }>`select name, time_zone as "timeZone" from company
      where id = ${reading.companyId}`),
  ])
  const mail = exampleMail(occasion, language, {
    companyName: company!.name,
    companyTimeZone: company!.timeZone,
    publicUrl,
    from: replyAddressOf(nobodysId),
    now,
  })
  const wished: MailStyle = {
    brand: brand ? withWishes(style.brand, brand) : style.brand,
    words: words
      ? [
          { language, occasion, ...words },
          ...style.words.filter((each) => each.language !== language || each.occasion !== occasion),
        ]
      : style.words,
  }
  // The templates' compiler is large: it is loaded when the first preview is looked at.
  const { composeMail } = await import('./compose-mail.ts')
  const composed = await composeMail(mail, wished)
  return { ...composed, mail: { ...mail, from: { ...mail.from, name: wished.brand.senderName ?? company!.name } } }
}

const withWishes = (brand: MailStyle['brand'], wish: z.output<typeof brandInput>): MailStyle['brand'] => ({
  ...brand,
  senderName: wish.senderName == null ? brand.senderName : wish.senderName || null,
  colour: wish.colour ?? brand.colour,
  signature: wish.signature == null ? brand.signature : wish.signature || null,
})
