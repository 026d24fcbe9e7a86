import { expect, test } from 'vitest'
import { databaseBefore, idOf } from '../../test/database-before.ts'

/** Interviews that a recruiter and a candidate called off, one that nobody did, and one whose trail is not there. */
const ask = databaseBefore('2026-11-21-who-called-it-off', [
  `insert into company (id, name, time_zone) values (:company, 'One', 'UTC')`,
  `insert into auth_user (id, name, email) values (#9, 'Rita', 'rita@one.test')`,
  `insert into staff_member (company_id, id, user_id, name, email, role)
    values (:company, #1, #9, 'Rita', 'rita@one.test', 'RECRUITER')`,
  `insert into job (company_id, id, title) values (:company, #2, 'Job')`,
  `insert into candidate (company_id, id, name, time_zone, language) values (:company, #3, 'Ada', 'UTC', 'EN')`,
  `insert into application (company_id, id, candidate_id, job_id) values (:company, #4, #3, #2)`,
  `insert into interview (company_id, id, application_id, round, status, mode, starts_at, ends_at, time_zone)
    select :company, id, #4, 1, status, 'PHONE', '2026-11-25T09:00Z', '2026-11-25T09:45Z', 'UTC'
    from (values (#5::uuid, 'CANCELLED'), (#6, 'CANCELLED'), (#7, 'SCHEDULED'), (#8, 'CANCELLED')) as each (id, status)`,
  `insert into audit_entry (company_id, id, at, action, actor_kind, actor_id, entity_type, entity_id, fields)
    values (:company, #11, now(), 'InterviewCancelled', 'STAFF', #1, 'Interview', #5, '{status}'),
      (:company, #12, now(), 'InterviewCancelled', 'CANDIDATE', #6, 'Interview', #6, '{status}'),
      (:company, #13, now(), 'InterviewRescheduled', 'STAFF', #1, 'Interview', #7, '{startsAt}')`,
])

test('an interview from before says who called it off, as the audit trail knows it', async () => {
  expect(await ask('select id, cancelled_by_kind, cancelled_by_id from interview order by id')).toEqual([
    { id: idOf(5), cancelled_by_kind: 'STAFF', cancelled_by_id: idOf(1) },
    { id: idOf(6), cancelled_by_kind: 'CANDIDATE', cancelled_by_id: null },
    { id: idOf(7), cancelled_by_kind: null, cancelled_by_id: null },
    { id: idOf(8), cancelled_by_kind: null, cancelled_by_id: null },
  ])
})
