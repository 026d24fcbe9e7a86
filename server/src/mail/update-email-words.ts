import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey, languageOf, line, optional, prose } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { mailTexts, ownWords } from './mail-texts.ts'
import { longestWords, mailOccasion, problemsOfWords, type MailOccasion } from './mail-words.rules.ts'

/** Words as they may be wished for; a preview takes the same. */
export const wordsFields = z.object({
  subject: optional(line(longestWords.subject)),
  intro: optional(prose(longestWords.intro)),
})

/** Says next to each part why it cannot be said on this occasion. */
export function refuseWords(
  occasion: MailOccasion,
  words: z.output<typeof wordsFields>,
  path: string[],
  context: z.RefinementCtx,
): void {
  for (const part of ['subject', 'intro'] as const)
    for (const problem of words[part] === null ? [] : problemsOfWords(occasion, part, words[part]))
      context.addIssue({ code: 'custom', path: [...path, part], message: problem })
}

const input = z
  .object({ occasion: z.enum(mailOccasion), language: languageOf, ...wordsFields.shape, idempotencyKey })
  .superRefine(({ occasion, ...words }, context) => refuseWords(occasion, words, [], context))

interface Row {
  subject: string | null
  intro: string | null
}

/** Makes the words of an email the company's own, or ours again. Emails that leave from now on say them. */
export const makeUpdateEmailWords = useCase('updateEmailWords', input, async (tx, { occasion, language, ...wish }) => {
  const ours = ownWords(mailTexts[language], occasion)
  // Who says what we say has chosen nothing, and hears of it when we say it better.
  const after: Row = {
    subject: wish.subject === ours.subject ? null : wish.subject,
    intro: wish.intro === ours.intro ? null : wish.intro,
  }
  const key = sql`company_id = ${tx.companyId} and language = ${language} and message = ${occasion}`
  const [before = { subject: null, intro: null }] = await tx.rows(
    sql<Row>`select subject, intro from email_words where ${key} for update`,
  )
  const parts = (['subject', 'intro'] as const).filter((part) => after[part] !== before[part])
  if (parts.length > 0) {
    tx.write(
      after.subject === null && after.intro === null
        ? sql`delete from email_words where ${key}`
        : sql`insert into email_words (company_id, language, message, subject, intro)
            values (${tx.companyId}, ${language}, ${occasion}, ${after.subject}, ${after.intro})
            on conflict (company_id, language, message)
            do update set subject = excluded.subject, intro = excluded.intro`,
    )
    tx.record({
      name: 'EmailWordsChanged',
      about: { type: 'Company', id: tx.companyId },
      fields: parts.map((part) => `${occasion}.${language}.${part}`),
    })
  }
  return { kind: 'EmailWords' as const, id: `${occasion}:${language}` }
})
