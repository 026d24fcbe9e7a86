import { sql } from 'kysely'
import { whyNoPlace, type PlaceRefusal } from '../interviews/interview.rules.ts'
import { namesOnce } from '../shared/names-once.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import type { Transaction } from '../shared/use-case.ts'
import { whyNoPools, type TemplateValues } from './opening.rules.ts'
import { gapMinutes, openingValues, windows } from './slot-input.ts'
import type { SlotTemplate } from './slot-template.ts'
import { whyNoWindows } from './weekly-pattern.rules.ts'

export interface SlotTemplateAlreadyExists {
  kind: 'SlotTemplateAlreadyExists'
  templateId: string
}

export type TemplateAnswer =
  { kind: 'SlotTemplate'; id: string } | SlotTemplateAlreadyExists | PlaceRefusal | InvalidInput

/** What is said of a template besides its name. */
export const templateValues = { ...openingValues, gapMinutes: gapMinutes.nullish(), windows: windows.nullish() }

/** Why slots could not be opened so. */
export function whyNotSo(
  template: Pick<SlotTemplate, 'windows' | 'durationMinutes'> &
    Pick<TemplateValues, 'interviewerIds' | 'anyOf'> &
    Parameters<typeof whyNoPlace>[0],
): PlaceRefusal | InvalidInput | null {
  const problems = [...whyNoWindows(template.windows, template.durationMinutes), ...whyNoPools(template)]
  return problems.length > 0 ? invalidInput(...problems) : whyNoPlace(template)
}

export const { whyNotNamed, namedMeanwhile } = namesOnce('slot_template', (templateId): SlotTemplateAlreadyExists => ({
  kind: 'SlotTemplateAlreadyExists',
  templateId,
}))

/** Says who meets the candidates of a template from now on. Their rows are to be locked, which also tells whether they are there. */
export function setInterviewers(tx: Transaction, templateId: string, interviewerIds: readonly string[]): void {
  tx.write(sql`delete from slot_template_interviewer
    where company_id = ${tx.companyId} and template_id = ${templateId}`)
  if (interviewerIds.length > 0)
    tx.write(sql`insert into slot_template_interviewer (company_id, template_id, interviewer_id)
      select ${tx.companyId}, ${templateId}, unnest(${interviewerIds}::uuid[])`)
}

/** The same for the pools of a template. */
export function setPools(tx: Transaction, templateId: string, anyOf: readonly (readonly string[])[]): void {
  tx.write(sql`delete from slot_template_pool_member
    where company_id = ${tx.companyId} and template_id = ${templateId}`)
  if (anyOf.length === 0) return
  const members = anyOf.flatMap((ids, index) => ids.map((id) => ({ pool: index + 1, id })))
  tx.write(sql`insert into slot_template_pool_member (company_id, template_id, pool, interviewer_id)
    select ${tx.companyId}, ${templateId}, *
    from unnest(${members.map(({ pool }) => pool)}::int[], ${members.map(({ id }) => id)}::uuid[])`)
}
