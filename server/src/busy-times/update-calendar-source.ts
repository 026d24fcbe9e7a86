import { sql } from 'kysely'
import { z } from 'zod'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { listEverything, tellAgain } from './keep-entries.ts'
import { lockSource } from './lock-source.ts'
import { sealAccess } from './source-access.ts'
import { accessInput, readAccess, sourceName, type SourceTools } from './source-input.ts'

// No idempotency key, as in addCalendarSource.
const input = z.object({
  sourceId: z.string(),
  name: sourceName.nullish(),
  // Told whole or not at all: a password that is kept must not go to an address that somebody else has put in.
  access: z.object(accessInput).nullish(),
  writes: z.boolean().nullish(),
})

/** Changes what a calendar is called, how it is reached, or whether interviews are written into it. With a new address it is read at once. */
export const makeUpdateCalendarSource = (tools: Tools & { calendars: SourceTools }) =>
  useCase(
    'updateCalendarSource',
    input,
    async (tx, { sourceId, name, access, writes }): Promise<{ kind: 'CalendarSource'; id: string } | InvalidInput> => {
      const source = await lockSource(tx, sourceId)
      const read = access ? readAccess(source.kind, access, tools.calendars) : null
      if (read?.kind === 'Wrong') return invalidInput({ ...read.field, path: `access.${read.field.path}` })
      if (writes && source.kind !== 'CALDAV')
        return invalidInput({ path: 'writes', message: 'Only a calendar on a CalDAV server can be written into.' })
      const its = sql`company_id = ${tx.companyId} and id = ${sourceId}`
      const isRenamed = name != null && name !== source.name
      if (isRenamed) tx.write(sql`update calendar_source set name = ${name} where ${its}`)
      // Whoever reads it at this moment reads the old address: without its lease, what it brings is put aside.
      if (read)
        tx.write(sql`update calendar_source set host = ${read.host},
            sealed = ${sealAccess(tools.calendars.secret, tx.companyId, sourceId, read.access)},
            next_read_at = ${tx.now}, lease_owner = null, lease_until = null, failures = 0, error_code = null,
            etag = null, last_modified = null
          where ${its}`)
      const isSwitched = writes != null && writes !== source.writes
      if (isSwitched) {
        tx.write(sql`update calendar_source set writes = ${writes} where ${its}`)
        if (writes) listEverything(tx, sourceId)
      }
      // What could not be told to the old address is told to the new one, and what is no longer wanted is taken out.
      if (read || isSwitched) tellAgain(tx, sql`source_id = ${sourceId}`)
      const fields = [...(isRenamed ? ['name'] : []), ...(read ? ['address'] : []), ...(isSwitched ? ['writes'] : [])]
      if (fields.length > 0)
        tx.record({ name: 'CalendarSourceUpdated', about: { type: 'CalendarSource', id: sourceId }, fields })
      return { kind: 'CalendarSource', id: sourceId }
    },
  )(tools)
