import { sql } from 'kysely'
import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { notFound } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { sourceKind } from './calendar-source.rules.ts'
import { mayKeepCalendars } from './may-keep-calendars.ts'
import { sealAccess } from './source-access.ts'
import { accessInput, readAccess, sourceName, type SourceTools } from './source-input.ts'

const mostSources = 10

// No idempotency key: of what is asked with one a hash is kept, and a password could be guessed by it.
const input = z.object({
  staffMemberId: z.string(),
  kind: z.enum(sourceKind),
  name: sourceName,
  ...accessInput,
})

/** Adds a calendar that says when somebody is busy. The worker reads it at once; until it could, it blocks nothing. */
export const makeAddCalendarSource = (tools: Tools & { calendars: SourceTools }) =>
  useCase(
    'addCalendarSource',
    input,
    async (
      tx,
      { staffMemberId, kind, name, ...told },
    ): Promise<{ kind: 'CalendarSource'; id: string } | InvalidInput> => {
      if (!mayKeepCalendars(tx.actor, staffMemberId)) throw notFound()
      // Locked, so that two who add at once see each other's.
      await lockInterviewers(tx, [staffMemberId])
      const read = readAccess(kind, told, tools.calendars)
      if (read.kind === 'Wrong') return invalidInput(read.field)
      const [kept] = await tx.rows(sql<{ sources: number }>`select count(*)::int as sources from calendar_source
        where company_id = ${tx.companyId} and staff_member_id = ${staffMemberId}`)
      if (kept!.sources >= mostSources)
        return invalidInput({ path: 'name', message: `At most ${mostSources} calendars. Remove another one first.` })
      const id = newId()
      tx.insert('calendar_source', {
        company_id: tx.companyId,
        id,
        staff_member_id: staffMemberId,
        kind,
        name,
        host: read.host,
        sealed: sealAccess(tools.calendars.secret, tx.companyId, id, read.access),
        next_read_at: tx.now,
      })
      tx.record({ name: 'CalendarSourceAdded', about: { type: 'CalendarSource', id }, fields: ['name', 'address'] })
      return { kind: 'CalendarSource', id }
    },
  )(tools)
