import { sql } from 'kysely'
import type { AddressMeaning, MailAddresses } from '../mail/mail-address.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { InboundDoor } from './inbound-message.rules.ts'
import type { Kept, makeKeepMessage } from './keep-message.ts'
import { readMessage, type ReadMessage } from './read-message.ts'
import { deliveryIdIn } from './settle-bounce.ts'
import type { Verdict } from './verdict.rules.ts'

/** A message as it stands at the door. */
export interface Arriving {
  raw: Buffer
  door: InboundDoor
  /** To whom the envelope says it is; where nobody knows the envelope, the message itself is asked. */
  recipients: readonly string[] | null
  /** Finds out where it comes from. Asked only for what is ours; an error is no verdict. */
  verdictOf: (message: ReadMessage) => Promise<Verdict | null>
}

export type Received = Kept | { kind: 'NotOurs' }

/** Takes a message to the company that it is for. When this is fulfilled, what became of it is committed. */
export type ReceiveMessage = (arriving: Arriving) => Promise<Received>

export function makeReceiveMessage({
  database,
  addresses,
  keepMessage,
  log,
}: {
  database: Database
  addresses: Pick<MailAddresses, 'meaningOf'>
  keepMessage: ReturnType<typeof makeKeepMessage>
  log: Logger
}): ReceiveMessage {
  return async ({ raw, door, recipients, verdictOf }) => {
    const message = await readMessage(raw)
    const target = await targetOf(message, recipients ?? message.recipients)
    if (!target) {
      log.info({ door, kind: message.content.kind }, 'a message was for nobody here')
      return { kind: 'NotOurs' }
    }
    const verdict = await verdictOf(message).catch((error: unknown) => {
      log.warn({ err: error }, 'where a message comes from could not be found out')
      return null
    })
    const { companyId, meaning } = target
    const kept = await keepMessage(companyId, { message, door, meaning, verdict })
    log.info(
      {
        door,
        company: companyId,
        ...(kept.kind === 'Kept' ? { message: kept.id, is: kept.is, status: kept.status } : {}),
      },
      kept.kind === 'Kept' ? 'a message was taken in' : 'a message came again',
    )
    return kept
  }

  /** The company is not known before, so this looks across companies; only an address or a UID that fits leads to one. */
  async function targetOf(message: ReadMessage, recipients: readonly string[]) {
    const meanings = recipients.slice(0, 20).map((address) => addresses.meaningOf(address))
    const meaning: AddressMeaning | undefined =
      meanings.find((each) => each && each.kind !== 'NOBODY') ?? meanings.find((each) => each !== null) ?? undefined
    if (!meaning) return null
    const companyId = await companyOf(meaning, message)
    return companyId ? { companyId, meaning } : null
  }

  async function companyOf(meaning: AddressMeaning, { content, references }: ReadMessage): Promise<string | null> {
    const one = async (query: ReturnType<typeof sql<{ companyId: string }>>) =>
      (await ask(database, query))[0]?.companyId ?? null
    if (meaning.kind === 'PERSON')
      return one(sql`select company_id as "companyId" from candidate where id = ${meaning.id}
        union all select company_id from merged_candidate where id = ${meaning.id}
        union all select company_id from staff_member where id = ${meaning.id}`)
    if (meaning.kind === 'DELIVERY')
      return one(sql`select company_id as "companyId" from delivery where id = ${meaning.id}`)
    // An address that all share says nothing: what the message is about has to.
    if (content.kind === 'ANSWER')
      return one(sql`select company_id as "companyId" from invitation where calendar_uid = ${content.answer.uid}`)
    const ids = (content.kind === 'BOUNCE' ? [content.originalMessageId] : references)
      .map(deliveryIdIn)
      .filter((id) => id !== null)
    return one(sql`select company_id as "companyId" from delivery where id = any(${ids}::uuid[]) limit 1`)
  }
}
