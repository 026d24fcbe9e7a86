import { expect, test } from 'vitest'
import { databaseBefore, idOf } from '../../test/database-before.ts'

/** Two interviews: the email about one of them was sent. */
const ask = databaseBefore('2026-11-21-more-emails', [
  `insert into company (id, name, time_zone) values (:company, 'One', 'UTC')`,
  `insert into job (company_id, id, title) values (:company, #1, 'Job'), (:company, #2, 'Another job')`,
  `insert into candidate (company_id, id, name, email, time_zone, language)
    values (:company, #3, 'Ada', 'ada@one.test', 'UTC', 'EN'), (:company, #4, 'Ben', null, 'UTC', 'EN')`,
  `insert into application (company_id, id, candidate_id, job_id)
    values (:company, #5, #3, #1), (:company, #6, #4, #2)`,
  `insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone)
    values (:company, #7, #5, 1, 'PHONE', '2026-11-25T09:00Z', '2026-11-25T09:45Z', 'UTC'),
      (:company, #8, #6, 1, 'PHONE', '2026-11-26T09:00Z', '2026-11-26T10:00Z', 'UTC')`,
  `insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid)
    values (:company, #9, #7, #3, 'one@one.test'), (:company, #10, #8, #4, 'two@one.test')`,
  `insert into delivery (company_id, id, invitation_id, kind, sequence, status, email_key, message_id,
      queued_at, sent_at)
    values (:company, #11, #9, 'INVITATION', 0, 'SENT', 'one', '<11@one.test>', now(), now()),
      (:company, #12, #10, 'INVITATION', 0, 'SKIPPED_NO_ADDRESS', 'two', '<12@one.test>', now(), null)`,
])

test('an email from before knows to whom it is and for which application', async () => {
  const rows = await ask(
    'select id, candidate_id, application_id, invitation_id, scheduling_link_id, waitlist_entry_id from delivery order by id',
  )
  const about = { scheduling_link_id: null, waitlist_entry_id: null }
  expect(rows).toEqual([
    { id: idOf(11), candidate_id: idOf(3), application_id: idOf(5), invitation_id: idOf(9), ...about },
    { id: idOf(12), candidate_id: idOf(4), application_id: idOf(6), invitation_id: idOf(10), ...about },
  ])
})

test('what was sent is what a candidate knows; who got nothing knows nothing', async () => {
  expect(await ask('select id, told_starts_at, told_ends_at from invitation order by id')).toEqual([
    { id: idOf(9), told_starts_at: new Date('2026-11-25T09:00Z'), told_ends_at: new Date('2026-11-25T09:45Z') },
    { id: idOf(10), told_starts_at: null, told_ends_at: null },
  ])
})
