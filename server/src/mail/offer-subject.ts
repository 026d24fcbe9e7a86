import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import type { WaitlistStatus } from '../booking/waitlist.rules.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { bookableStarts } from '../scheduling/settings.rules.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { StoredSlotStatus } from '../slots/slot.rules.ts'
import { badAddressOf, type BadAddress } from './bad-address.ts'
import { choiceIsOver, placeOfferIsOver, waitCancellationIsOver } from './delivery.rules.ts'
import type { OfferMailKind } from './offer-mail.ts'
import type { Subject } from './subject.ts'

interface PersonRow {
  candidateId: string
  candidateName: string
  candidateEmail: string | null
  candidateTimeZone: string
  language: Language
  jobTitle: string
  companyName: string
  companyTimeZone: string
  badAddress: BadAddress | null
  round: number
  applicationStatus: ApplicationStatus
  /** Whether this round of the application has an interview already. */
  hasInterview: boolean
}

const personColumns = sql<PersonRow>`candidate.id as "candidateId", candidate.name as "candidateName",
  candidate.email as "candidateEmail",
  ${badAddressOf('candidate')} as "badAddress", candidate.time_zone as "candidateTimeZone", candidate.language,
  job.title as "jobTitle", company.name as "companyName", company.time_zone as "companyTimeZone",
  offer.round, application.status as "applicationStatus",
  exists (select from interview where interview.company_id = offer.company_id
    and interview.application_id = offer.application_id and interview.round = offer.round
    and interview.status in ('SCHEDULED', 'IN_PROGRESS')) as "hasInterview"`

const itsPerson = sql`
  join application on application.company_id = offer.company_id and application.id = offer.application_id
  join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
  join job on job.company_id = application.company_id and job.id = application.job_id
  join company on company.id = offer.company_id`

/** The link by which a candidate chooses a time, and everything that an email says of it. */
export async function readChoice(tx: Transaction, linkId: string): Promise<Subject> {
  const { rules } = await schedulingRulesOf(tx)
  const { earliest, latest } = bookableStarts(tx.now, rules)
  // Length and mode are those of the times that can be chosen now: where they differ, the choice decides.
  const [row] = await tx.rows(sql<PersonRow & ChoiceRow>`select ${personColumns}, offer.version,
      offer.expires_at as "expiresAt", offer.revoked_at is not null as "isRevoked",
      coalesce(times.lengths, '[]') as lengths, coalesce(times.modes, '[]') as modes
    from scheduling_link offer ${itsPerson}
    cross join lateral (
      select json_agg(distinct (extract(epoch from ends_at - starts_at) / 60)::int) as lengths,
        json_agg(distinct mode) as modes
      from slot where slot.company_id = offer.company_id and slot.status = 'OPEN'
        and slot.starts_at > ${tx.now} and slot.starts_at between ${earliest} and ${latest}
        and slot.places_taken < slot.capacity and (slot.job_id is null or slot.job_id = application.job_id)) times
    where offer.company_id = ${tx.companyId} and offer.id = ${linkId}`)
  if (!row) throw new Error(`Link ${linkId} is gone, and its email is there.`)
  const until = new Date(row.expiresAt)
  return subjectOf('CHOOSE_SLOT', row, {
    isOvertaken: choiceIsOver({ ...row, expiresAt: until }, tx.now),
    until,
    link: { id: linkId, version: row.version },
    time: null,
    lengths: row.lengths,
    modes: row.modes,
    location: null,
  })
}

interface ChoiceRow {
  version: number
  expiresAt: string
  isRevoked: boolean
  lengths: number[]
  modes: InterviewMode[]
}

/** The place that is kept for somebody who waits, and everything that an email says of it. */
export async function readPlaceOffer(tx: Transaction, entryId: string): Promise<Subject> {
  const { row, time, linkExpiresAt } = await readWait(tx, entryId)
  const until = new Date(row.expiresAt ?? 0)
  return subjectOf('WAITLIST_OFFER', row, {
    isOvertaken: placeOfferIsOver({ ...row, ...time, expiresAt: until, linkExpiresAt }, tx.now),
    until,
    ...ofWait(row, time),
  })
}

/** The slot that was called off in which somebody waited for a place; their link still leads to the other times. */
export async function readWaitCancellation(tx: Transaction, entryId: string): Promise<Subject> {
  const { row, time, linkExpiresAt } = await readWait(tx, entryId)
  return subjectOf('WAITLIST_CANCELLATION', row, {
    isOvertaken: waitCancellationIsOver({ ...row, ...time, linkExpiresAt }, tx.now),
    notAfter: new Date(Math.min(time.startsAt.getTime(), linkExpiresAt.getTime())),
    until: linkExpiresAt,
    ...ofWait(row, time),
  })
}

const ofWait = (row: WaitRow, time: { startsAt: Date; endsAt: Date }) => ({
  link: { id: row.linkId, version: row.version },
  time,
  lengths: [],
  modes: [row.mode],
  location: row.location,
})

async function readWait(tx: Transaction, entryId: string) {
  const [row] = await tx.rows(sql<PersonRow & WaitRow>`select ${personColumns}, offer.status,
      offer.offer_expires_at as "expiresAt", slot.status as "slotStatus", slot.starts_at as "startsAt",
      slot.ends_at as "endsAt", slot.mode, slot.location, link.id as "linkId", link.version,
      link.revoked_at is not null as "isRevoked", link.expires_at as "linkExpiresAt"
    from waitlist_entry offer ${itsPerson}
    join slot on slot.company_id = offer.company_id and slot.id = offer.slot_id
    join scheduling_link link on link.company_id = offer.company_id and link.application_id = offer.application_id
      and link.round = offer.round
    where offer.company_id = ${tx.companyId} and offer.id = ${entryId}`)
  if (!row) throw new Error(`Waitlist entry ${entryId} or its link is gone, and its email is there.`)
  const time = { startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) }
  return { row, time, linkExpiresAt: new Date(row.linkExpiresAt) }
}

interface WaitRow {
  status: WaitlistStatus
  /** Null as long as nothing was offered. */
  expiresAt: string | null
  slotStatus: StoredSlotStatus
  startsAt: string
  endsAt: string
  mode: InterviewMode
  location: string | null
  linkId: string
  version: number
  isRevoked: boolean
  linkExpiresAt: string
}

interface Offer {
  isOvertaken: boolean
  /** Until when the email helps, where that is not the end of the offer. */
  notAfter?: Date
  until: Date
  link: { id: string; version: number }
  time: { startsAt: Date; endsAt: Date } | null
  lengths: number[]
  modes: InterviewMode[]
  location: string | null
}

const subjectOf = (
  kind: OfferMailKind,
  person: PersonRow,
  { isOvertaken, notAfter, link, ...offer }: Offer,
): Subject => ({
  isOvertaken,
  notAfter: notAfter ?? offer.until,
  recipient: {
    id: person.candidateId,
    name: person.candidateName,
    email: person.candidateEmail,
    badAddress: person.badAddress,
  },
  company: { name: person.companyName },
  tells: null,
  mail: (head, { schedulingUrl }) => ({
    ...head,
    kind,
    language: person.language,
    candidateName: person.candidateName,
    companyName: person.companyName,
    companyTimeZone: person.companyTimeZone,
    candidateTimeZone: person.candidateTimeZone,
    jobTitle: person.jobTitle,
    round: person.round,
    ...offer,
    link: schedulingUrl(link),
  }),
})
