import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
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

const input = z.object({
  name: line(200),
  ...templateValues,
  durationMinutes: templateValues.durationMinutes.unwrap().unwrap(),
  mode: templateValues.mode.unwrap().unwrap(),
  idempotencyKey,
})

/** Gives a way to open slots a name, so that it need not be told each time. */
export const makeCreateSlotTemplate = useCase(
  'createSlotTemplate',
  input,
  async (tx, given): Promise<TemplateAnswer> => {
    const template = {
      name: given.name,
      durationMinutes: given.durationMinutes,
      gapMinutes: given.gapMinutes ?? 0,
      capacity: given.capacity ?? 1,
      mode: given.mode,
      location: given.location ?? null,
      meetingUrl: given.meetingUrl ?? null,
      windows: given.windows ?? [],
    }
    const [interviewerIds, anyOf] = [given.interviewerIds ?? [], given.anyOf ?? []]
    const refusal = (await whyNotNamed(tx, template.name)) ?? whyNotSo({ ...template, interviewerIds, anyOf })
    if (refusal) return refusal
    await lockInterviewers(tx, peopleOf({ all: interviewerIds, anyOf }))
    const { id } = tx.em.create(SlotTemplate, { company: tx.companyId, id: newId(), ...template, createdAt: tx.now })
    setInterviewers(tx, id, interviewerIds)
    setPools(tx, id, anyOf)
    tx.record({
      name: 'SlotTemplateCreated',
      about: { type: 'SlotTemplate', id },
      fields: [...Object.keys(template), 'interviewers', 'anyOf'],
    })
    return { kind: 'SlotTemplate', id }
  },
  { slot_template_name_once_per_company: async (tx, { name }) => namedMeanwhile(tx, name) },
)
