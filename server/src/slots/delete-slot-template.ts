import { sql } from 'kysely'
import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { SlotTemplate } from './slot-template.ts'
import { setInterviewers, setPools } from './template-values.ts'

const input = z.object({ templateId: z.string(), idempotencyKey })

/** Forgets a template. What was opened from it stays. */
export const makeDeleteSlotTemplate = useCase('deleteSlotTemplate', input, async (tx, { templateId }) => {
  const { id } = await findAndLock(tx, SlotTemplate, templateId)
  setInterviewers(tx, id, [])
  setPools(tx, id, [])
  tx.write(sql`delete from slot_template where company_id = ${tx.companyId} and id = ${id}`)
  tx.record({ name: 'SlotTemplateDeleted', about: { type: 'SlotTemplate', id }, fields: [] })
  return { kind: 'SlotTemplateDeleted' as const, id }
})
