import { sql } from 'kysely'
import { looksLikeId } from '../shared/id.ts'
import { invalidInput, type InvalidField, type InvalidInput } from '../shared/refusals.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { GivenContent } from './kit-input.ts'

/** The words that a voice is to speak. */
interface Words {
  language: string
  text: string
}

/**
 * Gives words their voices: each speaks exactly the words with which it was saved first. From then on it is kept.
 * @returns why not, next to each that cannot be had; null where all can
 */
export async function useVoices(tx: Transaction, { questions }: GivenContent): Promise<InvalidInput | null> {
  const wished = questions.flatMap(({ texts }, question) =>
    texts.flatMap(({ voiceId, language, text }, place) =>
      voiceId ? [{ voiceId, language, text, path: `questions.${question}.texts.${place}.voiceId` }] : [],
    ),
  )
  if (wished.length === 0) return null
  const ids = wished.map(({ voiceId }) => voiceId).filter(looksLikeId)
  // Until this ends nobody removes one of them, and nobody else gives it other words.
  const found = await tx.rows(sql<{ id: string } & (Words | { language: null; text: null })>`select id, language, text
    from question_voice where company_id = ${tx.companyId} and id = any(${ids}::uuid[]) and removed_at is null
    order by id for update`)
  const spoken = new Map(found.map(({ id, language, text }) => [id, language === null ? null : { language, text }]))
  const fresh: (Words & { id: string })[] = []
  const problems: InvalidField[] = []
  for (const { voiceId, language, text, path } of wished) {
    const words = spoken.get(voiceId)
    // One that is another company's, or was never saved and went, is no other than one that never was.
    if (words === undefined) problems.push({ path, message: 'There is no such recording.' })
    else if (words === null) {
      spoken.set(voiceId, { language, text })
      fresh.push({ id: voiceId, language, text })
    } else if (words.language !== language || words.text !== text)
      problems.push({ path, message: 'It was recorded for other words.' })
  }
  if (problems.length > 0) return invalidInput(...problems)
  if (fresh.length > 0)
    tx.write(sql`update question_voice set language = fresh.language, text = fresh.text, used_at = ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as fresh (id uuid, language text, text text)
      where company_id = ${tx.companyId} and question_voice.id = fresh.id`)
  return null
}
