import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { loadTemplates } from './load-templates.ts'
import { SlotTemplate } from './slot-template.ts'
import {
  namedMeanwhile,
  setInterviewers,
  setPools,
  templateValues,
  whyNotNamed,
  whyNotSo,
  type TemplateAnswer,
} from './template-values.ts'

const input = z.object({ templateId: z.string(), name: line(200).nullish(), ...templateValues, idempotencyKey })

/** A panel about which nothing is said need not be looked at: it stays as it is. */
const nobody = { interviewerIds: [], anyOf: [] }

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
    const before = (await loadTemplates(tx, [templateId])).get(templateId)!
    const interviewerIds = given.interviewerIds ?? before.interviewerIds
    const anyOf = given.anyOf ?? before.anyOf
    const panelIsGiven = given.interviewerIds || given.anyOf
    const refusal =
      (await whyNotNamed(tx, changed.name, template.id)) ??
      whyNotSo({ ...changed, ...(panelIsGiven ? { interviewerIds, anyOf } : nobody) })
    if (refusal) return refusal
    const fields: string[] = (Object.keys(changed) as (keyof typeof changed)[]).filter(
      (field) => JSON.stringify(changed[field]) !== JSON.stringify(template[field] ?? null),
    )
    Object.assign(template, changed)
    await lockInterviewers(tx, peopleOf({ all: given.interviewerIds ?? [], anyOf: given.anyOf ?? [] }))
    if (given.interviewerIds) {
      setInterviewers(tx, template.id, given.interviewerIds)
      fields.push('interviewers')
    }
    if (given.anyOf) {
      setPools(tx, template.id, given.anyOf)
      fields.push('anyOf')
    }
    if (fields.length > 0)
      tx.record({ name: 'SlotTemplateUpdated', about: { type: 'SlotTemplate', id: template.id }, fields })
    return { kind: 'SlotTemplate', id: template.id }
  },
  {
    slot_template_name_once_per_company: async (tx, { name, templateId }) => namedMeanwhile(tx, name ?? '', templateId),
  },
)
