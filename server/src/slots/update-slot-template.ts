import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { SlotTemplate } from './slot-template.ts'
import {
  namedMeanwhile,
  setInterviewers,
  templateValues,
  whyNotNamed,
  whyNotSo,
  type TemplateAnswer,
} from './template-values.ts'

const input = z.object({ templateId: z.string(), name: line(200).nullish(), ...templateValues, idempotencyKey })

/** Changes a template. What was opened from it stays as it was opened. */
export const makeUpdateSlotTemplate = useCase(
  'updateSlotTemplate',
  input,
  async (tx, { templateId, ...given }): Promise<TemplateAnswer> => {
    const template = await findAndLock(tx, SlotTemplate, templateId)
    const changed = {
      name: given.name ?? template.name,
      durationMinutes: given.durationMinutes ?? template.durationMinutes,
      gapMinutes: given.gapMinutes ?? template.gapMinutes,
      capacity: given.capacity ?? template.capacity,
      mode: given.mode ?? template.mode,
      location: given.location === undefined ? (template.location ?? null) : given.location,
      meetingUrl: given.meetingUrl === undefined ? (template.meetingUrl ?? null) : given.meetingUrl,
      windows: given.windows ?? template.windows,
    }
    const refusal = (await whyNotNamed(tx, changed.name, template.id)) ?? whyNotSo(changed)
    if (refusal) return refusal
    const fields: string[] = (Object.keys(changed) as (keyof typeof changed)[]).filter(
      (field) => JSON.stringify(changed[field]) !== JSON.stringify(template[field] ?? null),
    )
    Object.assign(template, changed)
    if (given.interviewerIds) {
      await lockInterviewers(tx, given.interviewerIds)
      setInterviewers(tx, template.id, given.interviewerIds)
      fields.push('interviewers')
    }
    if (fields.length > 0)
      tx.record({ name: 'SlotTemplateUpdated', about: { type: 'SlotTemplate', id: template.id }, fields })
    return { kind: 'SlotTemplate', id: template.id }
  },
  {
    slot_template_name_once_per_company: async (tx, { name, templateId }) => namedMeanwhile(tx, name ?? '', templateId),
  },
)
