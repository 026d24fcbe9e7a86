import { sql, type Kysely } from 'kysely'
import { newId } from '../src/shared/id.ts'

/** Weekdays over which the interviews are spread; the last one is yesterday. */
const spreadOver = '730 days'

/**
 * A company with very many interviews, straight into the tables: over two years, some seven of ten applications with one
 * round and the others with more, one or two people in each, three emails, and a scorecard for most that were held. What
 * happens to which one is chosen by its number, so that two runs measure the same.
 * Rules of the tables are not looked at while it is filled, so it needs a superuser.
 */
export async function furnishLargeCompany(db: Kysely<unknown>, interviews: number): Promise<string> {
  const companyId = newId()
  await sql`insert into company (id, name, time_zone) values (${companyId}, 'Large', 'Europe/Stockholm')`.execute(db)
  await db.connection().execute(async (one) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(one)
    await run(sql`set session_replication_role = replica`)
    // An id from a kind and a number; those of one kind lie in their order, as those by time do.
    await run(sql`create or replace function pg_temp.id_of(kind text, n bigint) returns uuid immutable parallel safe
      language sql as $$ select (lpad(to_hex(n), 12, '0') || substr(md5(kind || n), 1, 20))::uuid $$`)
    await run(sql`create or replace function pg_temp.chance(what text, n bigint) returns float immutable parallel safe
      language sql as $$ select (hashtext(what || n) & 65535) / 65536.0 $$`)
    await run(sql`insert into job (company_id, id, title)
      select ${companyId}, pg_temp.id_of('job', n), 'Job ' || n from generate_series(1, 400) n`)
    await run(sql`with users as (insert into auth_user (id, name, email)
        select pg_temp.id_of('person', n), 'Person ' || n, gen_random_uuid() || '@bench.test'
        from generate_series(1, 1000) n returning id, name, email)
      insert into staff_member (company_id, id, user_id, name, email, role)
      select ${companyId}, id, id, name, email, 'INTERVIEWER' from users`)
    await run(sql`insert into interviewer_limits (company_id, staff_member_id, per_week)
      select ${companyId}, pg_temp.id_of('person', n), 8 + n % 5 from generate_series(1, 1000, 2) n`)
    await run(sql`insert into kit (company_id, id, name) values (${companyId}, pg_temp.id_of('kit', 1), 'Talk')`)
    await run(sql`insert into kit_version (company_id, id, kit_id, number, language, questions, criteria)
      select ${companyId}, pg_temp.id_of('version', 1), pg_temp.id_of('kit', 1), 1, 'EN', '[]',
        jsonb_agg(jsonb_build_object('id', pg_temp.id_of('criterion', n), 'name', 'Criterion ' || n, 'lookFor', null,
          'mustBeScored', false)) from generate_series(1, 6) n`)
    // Interviews in the order in which they are arranged; every tenth number that is 7, 8 or 9 is a later round of the
    // application that its neighbour belongs to.
    await run(sql`create temp table planned as
      select n, n - case n % 10 when 7 then 1 when 8 then 2 when 9 then 3 else 0 end as first,
        case n % 10 when 7 then 2 when 8 then 3 when 9 then 2 else 1 end as round,
        date_trunc('day', now()) - ${spreadOver}::interval + n * (${spreadOver}::interval / ${interviews}) as created_at,
        pg_temp.chance('status', n) as fate
      from generate_series(1, ${interviews}) n`)
    await run(sql`insert into candidate (company_id, id, name, email, time_zone, language)
      select ${companyId}, pg_temp.id_of('candidate', n), 'Candidate ' || n, n || '@bench.test', 'Europe/Paris', 'EN'
      from planned where round = 1`)
    await run(sql`insert into application (company_id, id, candidate_id, job_id, status, created_at, decided_at)
      select ${companyId}, pg_temp.id_of('application', n), pg_temp.id_of('candidate', n),
        pg_temp.id_of('job', 1 + (hashint8(n) & 1023) % 400),
        case when fate < 0.15 then 'APPROVED' when fate < 0.7 then 'REJECTED' when fate < 0.9 then 'PENDING'
          else 'INTERVIEW_SCHEDULED' end,
        created_at - interval '1 day' * 12 * pg_temp.chance('wait', n), created_at + interval '20 days'
      from planned where round = 1`)
    await run(sql`insert into interview (company_id, id, application_id, round, status, mode, starts_at, ends_at,
        time_zone, rsvp, rsvp_at, kit_version_id, created_at)
      select ${companyId}, pg_temp.id_of('interview', n), pg_temp.id_of('application', first), round,
        case when fate < 0.72 then 'COMPLETED' when fate < 0.84 then 'CANCELLED' when fate < 0.92 then 'NO_SHOW'
          when fate < 0.97 then 'EXPIRED' when n % 10 = 9 then 'CANCELLED' else 'SCHEDULED' end, 'PHONE',
        starts_at, starts_at + interval '1 minute' * (array[30, 45, 60])[1 + n % 3], 'Europe/Stockholm',
        case when answer < 0.6 then 'ACCEPTED' when answer < 0.67 then 'DECLINED' when answer < 0.72 then 'TENTATIVE'
          else 'NEEDS_ACTION' end,
        case when answer < 0.72 then created_at + interval '40 hours' * pg_temp.chance('soon', n) end,
        pg_temp.id_of('version', 1), created_at
      from (select *, pg_temp.chance('answer', n) as answer, date_trunc('hour', created_at)
          + interval '1 day' * (2 + 5 * pg_temp.chance('start', n))::int as starts_at from planned) each`)
    await run(sql`insert into interview_interviewer (company_id, interview_id, interviewer_id)
      select ${companyId}, pg_temp.id_of('interview', n), pg_temp.id_of('person', person)
      from planned, lateral (select 1 + (hashint8(n * 7) & 8191) % 1000 as person
        union select 1 + (hashint8(n * 13) & 8191) % 1000 where n % 3 = 0) held`)
    await run(sql`insert into interview_move (company_id, id, interview_id, at, actor_kind, from_starts_at, from_ends_at,
        to_starts_at, to_ends_at)
      select ${companyId}, pg_temp.id_of('move' || time, n), pg_temp.id_of('interview', n),
        created_at + time * interval '3 hours', 'STAFF', created_at - interval '1 day', created_at - interval '23 hours', created_at,
        created_at + interval '1 hour'
      from planned, generate_series(1, case when n % 20 = 0 then 2 when n % 7 = 0 then 1 else 0 end) time`)
    await run(sql`insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid)
      select ${companyId}, pg_temp.id_of('invitation', n), pg_temp.id_of('interview', n),
        pg_temp.id_of('candidate', first), n || '@bench.test' from planned`)
    await run(sql`insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status,
        email_key, message_id, queued_at, sent_at, error_code, recipient_address)
      select ${companyId}, pg_temp.id_of('delivery' || turn, n), pg_temp.id_of('candidate', first),
        pg_temp.id_of('application', first), pg_temp.id_of('invitation', n),
        (array['INVITATION', 'REMINDER', 'UPDATE'])[turn], 0,
        case when outcome < 0.94 then 'SENT' when outcome < 0.96 then 'BOUNCED' when outcome < 0.98 then 'FAILED'
          else 'CANCELLED' end, turn || '.' || n, turn || '.' || n, created_at + turn * interval '1 hour',
        case when outcome < 0.96 then created_at + turn * interval '1 hour' end,
        case when outcome >= 0.96 and outcome < 0.98 then
          (array['RECIPIENT_REFUSED', 'SMTP_CONNECT_TIMEOUT', 'MESSAGE_REFUSED'])[1 + n % 3]
          when outcome >= 0.94 and outcome < 0.96 then 'BOUNCED' end, n || '@bench.test'
      from planned, generate_series(1, 3) turn, lateral (select pg_temp.chance('email' || turn, n) as outcome) lot`)
    await run(sql`insert into scorecard (company_id, id, interview_id, author_id, revision, submitted_at, created_at)
      select ${companyId}, pg_temp.id_of('scorecard', n), pg_temp.id_of('interview', n),
        pg_temp.id_of('person', 1 + (hashint8(n * 7) & 8191) % 1000), 1,
        case when n % 10 < 9 then created_at + interval '8 days' end, created_at + interval '7 days'
      from planned where fate < 0.72`)
    await run(sql`insert into scorecard_version (company_id, scorecard_id, number, recommendation, saved_at, submitted_at)
      select ${companyId}, pg_temp.id_of('scorecard', n), number,
        (array['STRONG_NO', 'NO', 'NO', 'YES', 'YES', 'YES', 'STRONG_YES'])[1 + (hashint8(n + number) & 1023) % 7],
        created_at + interval '8 days', case when n % 10 < 9 then created_at + interval '8 days' end
      from planned, generate_series(1, case when n % 12 = 0 then 2 else 1 end) number where fate < 0.72`)
    await run(sql`insert into scorecard_score (company_id, scorecard_id, number, criterion_id, score, not_seen)
      select ${companyId}, pg_temp.id_of('scorecard', n), number, pg_temp.id_of('criterion', 1 + (n + place) % 6),
        1 + (hashint8(n * 3 + place) & 1023) % 5, false
      from planned, generate_series(1, case when n % 12 = 0 then 2 else 1 end) number, generate_series(1, 3) place
      where fate < 0.72`)
    await run(sql`drop table planned`)
    await run(sql`reset session_replication_role`)
  })
  await sql`vacuum analyze`.execute(db)
  return companyId
}
