import { expect } from 'vitest'
import { inMinutes, openInstallation, type Installation } from './installation.ts'
import { calendarOf, type Arrival } from './mail-server.ts'

/** What a story about emails begins with: a server, a recruiter, and a slot with places for everybody. */
export async function openPostOffice() {
  const greenroom = await openInstallation()
  const server = await greenroom.startServer()
  const recruiter = await greenroom.signIn(server)
  const [slotId] = await recruiter.opens(server, [{ startsAt: inMinutes(900), durationMinutes: 30, capacity: 1000 }])
  return {
    greenroom,
    server,
    recruiter,
    mail: greenroom.mail,
    /** Books somebody new; gives the interview. */
    async books() {
      const [applicationId] = await greenroom.company.applicants(1)
      const answer = await recruiter.booksSlot(server, { slotId: slotId!, applicationId: applicationId! })
      return answer.interview!.id
    },
    cancels: (interviewId: string) => recruiter.cancels(server, interviewId),
    /** The newest email about an interview as the dashboard shows it. */
    emailOf: (interviewId: string) => recruiter.emailOf(server, interviewId),
    statusOf: async (interviewId: string) => (await recruiter.emailOf(server, interviewId)).status,
    /** What was handed over about an interview, whatever became of it. */
    async arrivalsOf(interviewId: string) {
      const ids = (await deliveriesOf(greenroom, interviewId)).map((delivery) => delivery.message_id)
      return greenroom.mail.arrivals.filter((arrival) => ids.includes(arrival.messageId))
    },
    /** What lies in the candidate's mailbox about an interview, in the order in which it came. */
    async methodsOf(interviewId: string) {
      const ids = (await deliveriesOf(greenroom, interviewId)).map((delivery) => delivery.message_id)
      const received = greenroom.mail.delivered().filter((arrival) => ids.includes(arrival.messageId))
      return (await Promise.all(received.map(calendarOf))).map(({ method, sequence }) => `${method} ${sequence}`)
    },
  }
}

export interface DeliveryRow {
  id: string
  kind: string
  status: string
  attempts: number
  message_id: string
  lease_owner: string | null
  lease_until: Date | null
}

/** The emails about an interview as the table has them, in their order. */
export const deliveriesOf = ({ query }: Installation, interviewId: string): Promise<DeliveryRow[]> =>
  query<DeliveryRow>(
    `select delivery.* from delivery join invitation
      on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
    where invitation.interview_id = $1 order by queued_at, delivery.id`,
    [interviewId],
  )

export const statesOf = async (greenroom: Installation, interviewId: string): Promise<string[]> =>
  (await deliveriesOf(greenroom, interviewId)).map(({ kind, status }) => `${kind} ${status}`)

/** The pauses between attempts are minutes long; a story moves the hour and does not wait for it. */
export const hastens = ({ query }: Installation): Promise<object[]> =>
  query(`update delivery set next_attempt_at = now() where status = 'QUEUED' and next_attempt_at > now()`)

/** One delivery is never in two hands, and every time it is handed over it is the same. */
export function expectOneAtATimeAndTheSame(arrivals: readonly Arrival[]): void {
  const byMessage = Map.groupBy(arrivals, (arrival) => arrival.messageId)
  for (const [first, ...others] of byMessage.values()) {
    let before = first!
    for (const arrival of others) {
      expect(arrival.at).toBeGreaterThanOrEqual(before.endedAt!)
      expect(arrival.raw.equals(first!.raw)).toBe(true)
      before = arrival
    }
  }
}
