import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey, languageOf, optional, prose } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import {
  defaultRoomRules,
  keptDaysBounds,
  longestConsentWords,
  ourConsentWords,
  problemsOfConsentWords,
  type RoomRules,
} from './consent.rules.ts'

const [least, most] = keptDaysBounds

const words = z
  .object({ language: languageOf, text: optional(prose(longestConsentWords)) })
  .superRefine(({ text }, context) => {
    for (const message of text === null ? [] : problemsOfConsentWords(text))
      context.addIssue({ code: 'custom', path: ['text'], message })
  })

const input = z.object({
  words: z
    .array(words)
    .refine(
      (given) => new Set(given.map(({ language }) => language)).size === given.length,
      'Each language has one text at most.',
    )
    .nullish(),
  allowsText: z.boolean().nullish(),
  recordsVideo: z.boolean().nullish(),
  keptDays: z.int().min(least, `Must be at least ${least}.`).max(most, `Must be at most ${most}.`).nullish(),
  idempotencyKey,
})

/** Says what candidates are asked to agree to from now on, and what a room allows. What somebody agreed to stays as it was. */
export const makeUpdateRoomSettings = useCase('updateRoomSettings', input, async (tx, wishes) => {
  // The first change makes the row, so that two at once lock the same one.
  const { allowsText, recordsVideo, keptDays } = defaultRoomRules
  await tx.rows(sql`insert into room_settings (company_id, words, allows_text, records_video, kept_days)
    values (${tx.companyId}, '{}', ${allowsText}, ${recordsVideo}, ${keptDays}) on conflict do nothing`)
  const [before] = await tx.rows(sql<RoomRules>`select words, allows_text as "allowsText",
      records_video as "recordsVideo", kept_days as "keptDays"
    from room_settings where company_id = ${tx.companyId} for update`)
  const after = {
    words: wordsAfter(before!.words, wishes.words ?? []),
    allowsText: wishes.allowsText ?? before!.allowsText,
    recordsVideo: wishes.recordsVideo ?? before!.recordsVideo,
    keptDays: wishes.keptDays ?? before!.keptDays,
  }
  const changed = [
    ...(['allowsText', 'recordsVideo', 'keptDays'] as const).filter((name) => after[name] !== before![name]),
    ...languageOf.options.filter((each) => after.words[each] !== before!.words[each]).map((each) => `words.${each}`),
  ]
  if (changed.length > 0) {
    tx.write(sql`update room_settings set words = ${JSON.stringify(after.words)}, allows_text = ${after.allowsText},
        records_video = ${after.recordsVideo}, kept_days = ${after.keptDays}
      where company_id = ${tx.companyId}`)
    tx.record({ name: 'RoomSettingsChanged', about: { type: 'Company', id: tx.companyId }, fields: changed })
  }
  return { kind: 'RoomSettings' as const, id: tx.companyId }
})

function wordsAfter(
  before: RoomRules['words'],
  given: readonly { language: (typeof languageOf.options)[number]; text: string | null }[],
): RoomRules['words'] {
  const after = { ...before }
  for (const { language, text } of given)
    // Who says what we say has chosen nothing, and says it better when we do.
    if (text === null || text === ourConsentWords[language]) delete after[language]
    else after[language] = text
  return after
}
