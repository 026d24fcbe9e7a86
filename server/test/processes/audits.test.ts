import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownDatabase, type OwnDatabase } from '../database.ts'
import { capacity, companies, emails, moves, overlap, statuses } from './audits.ts'

/*
 * An audit that finds nothing proves something only where it finds what is wrong. Each is shown a lie that the
 * database itself would refuse, with the lock taken off the door.
 */
const company = '00000000-0000-4000-8000-0000000000c0'
const other = '00000000-0000-4000-8000-0000000000c1'
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

let database: OwnDatabase

beforeAll(async () => {
  database = await ownDatabase()
  const { query } = database
  await query(`insert into company (id, name, time_zone) values ($1, 'One', 'UTC'), ($2, 'Other', 'UTC')`, [
    company,
    other,
  ])
  const of = (statement: string) =>
    query(statement.replaceAll(':company', `'${company}'`).replaceAll(/#(\d+)/g, (_, n) => `'${id(Number(n))}'`))
  await of(`insert into auth_user (id, name, email) values (#1, 'Ines', 'ines@one.test')`)
  await of(`insert into staff_member (company_id, id, user_id, name, email, role)
    values (:company, #2, #1, 'Ines', 'ines@one.test', 'INTERVIEWER')`)
  await of(`insert into job (company_id, id, title) values (:company, #3, 'Job')`)
  await of(`insert into candidate (company_id, id, name, email, time_zone, language)
    values (:company, #4, 'Ada', 'ada@one.test', 'UTC', 'EN')`)
  await of(`insert into application (company_id, id, candidate_id, job_id, status)
    values (:company, #5, #4, #3, 'INTERVIEW_SCHEDULED')`)
  await of(`insert into slot (company_id, id, starts_at, ends_at, time_zone, capacity, places_taken, mode)
    values (:company, #6, now() + '1 day', now() + '1 day 1 hour', 'UTC', 1, 1, 'PHONE')`)
  await of(`insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone)
    select company_id, #7, #5, 1, 'PHONE', starts_at, ends_at, 'UTC' from slot`)
  await of(`insert into booking (company_id, id, slot_id, interview_id) values (:company, #8, #6, #7)`)
  await of(`insert into interview_interviewer (company_id, interview_id, interviewer_id) values (:company, #7, #2)`)
  await of(`insert into interviewer_time (company_id, id, interviewer_id, occupied, slot_id)
    select company_id, #9, #2, tstzrange(starts_at, ends_at), #6 from slot`)
  await of(`insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid)
    values (:company, #10, #7, #4, 'uid@one.test')`)
  await of(`insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status, email_key,
      message_id, queued_at, sent_at)
    values (:company, #11, #4, #5, #10, 'INVITATION', 0, 'SENT', 'key', '<11@one.test>', now(), now())`)
  await of(`insert into invitation (company_id, id, interview_id, staff_member_id, calendar_uid)
    values (:company, #13, #7, #2, 'other@one.test')`)
  await of(`insert into delivery (company_id, id, staff_member_id, application_id, invitation_id, kind, sequence, status,
      email_key, message_id, queued_at, sent_at)
    values (:company, #14, #2, #5, #13, 'INVITATION', 0, 'SENT', 'another', '<14@one.test>', now(), now())`)
  await of(`insert into audit_entry (company_id, id, at, action, actor_kind, entity_type, entity_id, fields)
    values (:company, #12, now(), 'InterviewScheduled', 'SYSTEM', 'Interview', #7, '{status}')`)
})
afterAll(() => database.drop())

const all = { overlap, capacity, moves, emails, statuses, companies }

/** What the audits say of the tables once a lie was told; the lie is taken back. */
async function findingsWith(...lies: string[]): Promise<Record<string, number>> {
  const script = [
    'begin',
    'alter table interviewer_time drop constraint interviewer_time_no_overlap',
    'alter table slot drop constraint slot_places',
    'drop index interview_one_live_per_round',
    ...lies.map((lie) => lie.replaceAll(/#(\d+)/g, (_, n) => `'${id(Number(n))}'`)),
  ]
  const found: Record<string, number> = {}
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    for (const statement of script) await client.query(statement)
    const asking = async <Row extends object>(text: string, values?: unknown[]) =>
      (await client.query<Row>(text, values)).rows
    for (const [name, audit] of Object.entries(all)) {
      const findings = await audit(asking, new Date())
      if (findings.length > 0) found[name] = findings.length
    }
    await client.query('rollback')
  } finally {
    await client.end()
  }
  return found
}

test('of what is right the audits say nothing', async () => {
  expect(await findingsWith()).toEqual({})
})

const anotherInterview = `insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone, status)
  select company_id, #20, application_id, 2, mode, starts_at, ends_at, time_zone, 'SCHEDULED' from interview where id = #7`

test.for<[string, string, string[]]>([
  [
    'an interviewer whose time is given away twice',
    'overlap',
    [
      `insert into interviewer_time (company_id, id, interviewer_id, occupied, interview_id)
        select company_id, #21, interviewer_id, occupied, #7 from interviewer_time`,
    ],
  ],
  [
    'an interviewer who meets in two interviews at once',
    'overlap',
    [
      anotherInterview,
      `insert into interview_interviewer select company_id, #20, interviewer_id from interview_interviewer`,
    ],
  ],
  ['an interview whose time nobody took', 'overlap', [`delete from interviewer_time`]],
  [
    'time that is taken for nothing',
    'overlap',
    [`update interview set status = 'CANCELLED', ended_at = now()`, `update slot set places_taken = 0`],
  ],
  [
    'time that somebody gives to a meeting of others',
    'overlap',
    [`delete from interview_interviewer`, `update slot set places_taken = 1`],
  ],
  [
    'a slot with a panel to which nobody gives their time',
    'overlap',
    [
      `insert into slot_interviewer (company_id, slot_id, interviewer_id) select company_id, #6, #2 from slot`,
      `delete from interviewer_time`,
      `delete from interview_interviewer`,
    ],
  ],
  [
    'a place that is kept for somebody and not counted',
    'capacity',
    [
      `insert into slot_hold (company_id, id, slot_id, application_id, expires_at)
        select company_id, #30, #6, #5, now() from slot`,
    ],
  ],
  [
    'an interview at another time than its slot',
    'capacity',
    [`update interview set starts_at = starts_at - interval '1 hour'`],
  ],
  [
    'a move to where the interview is not',
    'moves',
    [
      `insert into interview_move (company_id, id, interview_id, at, actor_kind, from_starts_at, from_ends_at,
          to_starts_at, to_ends_at, to_slot_id)
        select company_id, #31, id, now(), 'SYSTEM', starts_at, ends_at, starts_at + interval '1 hour', ends_at, #6
        from interview`,
    ],
  ],
  [
    'moves that begin in two places',
    'moves',
    [
      `insert into interview_move (company_id, id, interview_id, at, actor_kind, from_starts_at, from_ends_at,
          to_starts_at, to_ends_at, to_slot_id)
        select company_id, case hours when 1 then #31 else #32 end::uuid, id, now(), 'SYSTEM',
          starts_at - hours * interval '1 hour', ends_at, starts_at, ends_at, #6
        from interview, generate_series(1, 2) hours`,
    ],
  ],
  ['a slot that counts one place too few', 'capacity', [`update slot set places_taken = 0`]],
  [
    'a slot with more bookings than places',
    'capacity',
    [
      anotherInterview,
      `insert into booking (company_id, id, slot_id, interview_id) select company_id, #22, slot_id, #20 from booking`,
      `update slot set places_taken = 2`,
    ],
  ],
  [
    'a place that is held for a cancelled interview',
    'capacity',
    [`update interview set status = 'CANCELLED', ended_at = now()`],
  ],
  ['an interview without an invitation', 'emails', [anotherInterview]],
  ['an invitation without an email', 'emails', [`delete from delivery`]],
  [
    'an interviewer who is not invited',
    'emails',
    [`delete from delivery where id = #14`, `delete from invitation where id = #13`],
  ],
  ['an interviewer who is invited and does not come', 'emails', [`delete from interview_interviewer`]],
  ['an interviewer to whom no email went', 'emails', [`delete from delivery where id = #14`]],
  [
    'an interviewer who is told that a live interview is called off',
    'emails',
    [
      `insert into delivery (company_id, id, staff_member_id, application_id, invitation_id, kind, sequence, status,
          email_key, message_id, queued_at, sent_at)
        select company_id, #24, staff_member_id, application_id, invitation_id, 'CANCELLATION', 1, status, 'third',
          '<24@one.test>', queued_at, sent_at from delivery where id = #14`,
      `update invitation set sequence = 1 where id = #13`,
    ],
  ],
  [
    'an email that nothing asked for',
    'emails',
    [
      `insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status, email_key,
          message_id, queued_at, sent_at)
        select company_id, #23, candidate_id, application_id, invitation_id, kind, sequence, status, 'other', '<23@one.test>', queued_at, sent_at from delivery where id = #11`,
    ],
  ],
  ['a cancellation that nobody was told of', 'emails', [`update interview set status = 'CANCELLED', ended_at = now()`]],
  ['an email that waits for nothing', 'emails', [`update delivery set status = 'QUEUED', sent_at = null`]],
  [
    'an email that was dropped although its interview lives',
    'emails',
    [`update delivery set status = 'CANCELLED', sent_at = null`],
  ],
  [
    'an invitation after its cancellation',
    'emails',
    [
      `insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status, email_key,
          message_id, queued_at, sent_at)
        select company_id, #24, candidate_id, application_id, invitation_id, 'CANCELLATION', 1, status, 'other', '<24@one.test>', queued_at, sent_at - interval '1 second'
        from delivery where id = #11`,
      `update invitation set sequence = 1 where id = #10`,
      `update interview set status = 'CANCELLED', ended_at = now()`,
    ],
  ],
  ['a status that no move led to', 'statuses', [`update interview set status = 'COMPLETED'`]],
  [
    'a move that is not in the table',
    'statuses',
    [
      `insert into audit_entry (company_id, id, at, action, actor_kind, entity_type, entity_id, fields)
        select company_id, #25, now(), 'InterviewCompleted', 'SYSTEM', 'Interview', #7, '{status}' from audit_entry`,
      `update interview set status = 'COMPLETED'`,
    ],
  ],
  ['two live interviews of one round', 'statuses', [anotherInterview, `update interview set round = 1`]],
  [
    'an application that says it waits while its interview lives',
    'statuses',
    [`update application set status = 'PENDING'`],
  ],
  [
    'an audit entry about something of another company',
    'companies',
    [
      `insert into audit_entry (company_id, id, at, action, actor_kind, entity_type, entity_id, fields)
        values ('${other}', #26, now(), 'SlotOpened', 'SYSTEM', 'Slot', #6, '{capacity}')`,
    ],
  ],
  [
    'a hint about something of another company',
    'companies',
    [`insert into live_event (company_id, topic, subject_id) values ('${other}', 'emailSent', #11)`],
  ],
  [
    'a kept answer that leads nowhere',
    'companies',
    [
      `insert into idempotency_key (company_id, asker, key, input_hash, answer)
        values ('${company}', 'STAFF:', 'key', '', '{"kind": "Booking", "id": "${id(99)}"}')`,
    ],
  ],
])('the audits see %s', async ([, audit, lies]) => {
  expect(await findingsWith(...lies)).toHaveProperty(audit)
})
