import { z } from 'zod'
import { forbidden } from '../shared/errors.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey, languageOf, line, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { clocks, StaffMember } from './staff-member.ts'

const input = z
  .object({
    name: line(200).nullish(),
    clocks: z.enum(clocks).nullish(),
    timeZone: timeZone.nullish(),
    language: languageOf.nullish(),
    wantsReminders: z.boolean().nullish(),
    wantsFeedbackReminders: z.boolean().nullish(),
    idempotencyKey,
  })
  .superRefine(({ clocks: chosen, timeZone: zone }, context) => {
    if ((chosen === 'CHOSEN') !== (zone != null))
      context.addIssue({ code: 'custom', path: ['timeZone'], message: 'Belongs to the clocks CHOSEN, and they to it.' })
  })

const ownFields = ['name', 'clocks', 'timeZone', 'language', 'wantsReminders', 'wantsFeedbackReminders'] as const

/**
 * Lets somebody choose for themselves what they are called in the company, by which clocks and in which language they read,
 * and of what they are reminded. What is left out stays; a language that is null is chosen no more.
 */
export const makeUpdateProfile = useCase('updateProfile', input, async (tx, wishes) => {
  if (tx.actor.kind !== 'STAFF') throw forbidden()
  const person = await findAndLock(tx, StaffMember, tx.actor.id)
  const next = {
    name: wishes.name ?? person.name,
    clocks: wishes.clocks ?? person.clocks,
    timeZone: wishes.clocks ? (wishes.timeZone ?? null) : person.timeZone,
    language: wishes.language === undefined ? person.language : wishes.language,
    wantsReminders: wishes.wantsReminders ?? person.wantsReminders,
    wantsFeedbackReminders: wishes.wantsFeedbackReminders ?? person.wantsFeedbackReminders,
  }
  const fields = ownFields.filter((field) => next[field] !== person[field])
  Object.assign(person, next)
  if (fields.length > 0) tx.record({ name: 'ProfileChanged', about: { type: 'StaffMember', id: person.id }, fields })
  return { kind: 'Viewer' as const, id: person.id }
})
