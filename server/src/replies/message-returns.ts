import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Returns } from '../mail/look-at-mail.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'

const lookEvery = 500

/** Waits until a message that we sent to an address of ours has come in by whichever door, in whichever process. */
export const makeMessageReturns = (database: Database): Returns => ({
  async cameBack(messageId, signal) {
    while (!signal.aborted) {
      const found = await ask(
        database,
        sql`select from inbound_message
          where received_at > now() - interval '10 minutes' and strpos(headers, ${messageId}) > 0 limit 1`,
      )
      if (found.length > 0) return true
      await pause(lookEvery, undefined, { signal }).catch(() => {})
    }
    return false
  },
})
