import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letter } from '../../test/answers.ts'
import { hoursAhead } from '../../test/clock.ts'
import { smallPicture } from '../../test/picture.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, voiceOf } from '../../test/recording.ts'
import { granted, tellStory, type Story } from '../../test/story.ts'
import { readMessage } from '../replies/read-message.ts'

const house = await openHouse()
let client: pg.Client
let one: Story
let other: Story
let tables: { name: string; column: string }[]

/** Leaves rows of every kind behind. */
async function live(): Promise<Story> {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const slot = await recruiter.opens({ interviewers: [await story.interviewer()] })
  granted(await recruiter.books(slot, await story.applicant(), { idempotencyKey: 'mine' }))
  const olof = await story.interviewer('Olof')
  const { interview, candidate } = await story.arranged({ startsAt: hoursAhead(48), interviewers: [olof] })
  granted(await candidate.answers('TENTATIVE'))
  const message = await readMessage(letter({ from: 'ada@candidates.test', to: 'interviews@greenroom.test' }, 'Hello'))
  const meaning = { kind: 'PERSON', id: candidate.id } as const
  await house.greenroom.keepMessage(story.companyId, { message, door: 'SMTP', meaning, verdict: null })
  granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(50) }))
  const job = await story.job()
  granted(await recruiter.writesKit())
  await voiceOf(recruiter, someRecording(100))
  const round = { name: 'First talk', durationMinutes: 30, mode: 'PHONE', interviewerIds: [olof.id] }
  granted(await recruiter.does('setJobRounds', { jobId: job.id, rounds: [round] }))
  const template = { name: 'Phone', durationMinutes: 30, mode: 'PHONE', interviewerIds: [olof.id] }
  granted(await recruiter.does('createSlotTemplate', { ...template, anyOf: [[(await story.interviewer()).id]] }))
  const holiday = { kind: 'HOLIDAY', fromDate: '2099-01-01', toDate: '2099-01-01' }
  granted(await recruiter.does('createBlockedPeriod', { name: "New Year's Day", ...holiday }))
  const { applicationId } = await story.applicant({ name: 'Wanda Waiting' })
  await house.database.query(
    `with waiting as (insert into waitlist_entry (company_id, id, slot_id, application_id, round)
        values ($1, gen_random_uuid(), $2, $3, 1) returning company_id),
      held as (insert into slot_hold (company_id, id, slot_id, application_id, expires_at)
        values ($1, gen_random_uuid(), $2, $3, now()) returning company_id),
      asked as (insert into slot_pool_member (company_id, slot_id, pool, interviewer_id)
        select company_id, slot_id, 1, interviewer_id from slot_interviewer where company_id = $1 returning company_id)
      insert into scheduling_link (company_id, id, application_id, round, expires_at)
        values ($1, gen_random_uuid(), $3, 1, now())`,
    [story.companyId, slot.id, applicationId],
  )
  granted(await olof.does('createCalendarFeed', { scope: 'OWN' }))
  const view = granted(await olof.does('createSavedView', { list: 'INTERVIEWS', name: 'Mine', query: '' }))
  await olof.does('setDefaultView', { list: 'INTERVIEWS', viewId: view.id })
  const sourceId = await story.isBusyElsewhere(olof, hoursAhead(60), 30)
  await house.database.query('insert into calendar_entry (company_id, source_id, interview_id) values ($1, $2, $3)', [
    story.companyId,
    sourceId,
    interview.id,
  ])
  const olofs = { staffMemberId: olof.id }
  granted(await recruiter.does('setInterviewerLimits', { ...olofs, perDay: 3 }))
  const monday = { weekday: 'MONDAY', from: '09:00', to: '12:00' }
  granted(await recruiter.does('setWorkingHours', { ...olofs, hours: [monday] }))
  granted(await recruiter.does('addTimeOff', { ...olofs, startsAt: hoursAhead(72), endsAt: hoursAhead(96) }))
  const admin = await story.admin()
  granted(await admin.does('updateSchedulingSettings', { bufferMinutesAfter: 10 }))
  granted(await admin.does('updateReminderSettings', { firstMinutes: 120, remindInterviewers: false }))
  granted(await admin.does('updateEmailWords', { occasion: 'MOVE', language: 'EN', intro: 'It moved.' }))
  granted(await admin.does('uploadCompanyLogo', { image: smallPicture }))
  granted(await admin.does('updateMailSettings', { retentionDays: 90 }))
  granted(await admin.does('checkMail', {}))
  await (await story.program('READ')).reads('{ viewer { company { id } } }')
  await house.database.query(
    `insert into delivery_attempt (company_id, delivery_id, number, begun_at)
      select company_id, id, 1, now() from delivery where company_id = $1 limit 1`,
    [story.companyId],
  )
  await house.database.query(
    `with written as (insert into scorecard (company_id, id, interview_id, author_id, revision, created_at)
        values ($1, gen_random_uuid(), $2, $3, 1, now()) returning company_id, id),
      version as (insert into scorecard_version (company_id, scorecard_id, number, saved_at)
        select company_id, id, 1, now() from written returning company_id)
      insert into scorecard_score (company_id, scorecard_id, number, criterion_id, score, not_seen)
        select company_id, id, 1, gen_random_uuid(), 3, false from written`,
    [story.companyId, interview.id, olof.id],
  )
  await house.database.query(
    `with seen as (insert into candidate_presence values ($1, $2, gen_random_uuid(), now(), now(), true, false)),
      looked as (insert into onlooker values ($1, $2, $3, gen_random_uuid(), now())),
      reached as (insert into room_progress (company_id, interview_id, asked_at) values ($1, $2, now())),
      answer as (insert into question_answer (company_id, id, interview_id, question_id, take, kind, status, began_at)
        values ($1, gen_random_uuid(), $2, gen_random_uuid(), 1, 'AUDIO', 'RECORDING', now()) returning company_id, id),
      noted as (insert into answer_note (company_id, id, answer_id, author_id, text, created_at)
        select company_id, gen_random_uuid(), id, $3, 'Hm.', now() from answer),
      written as (insert into transcript (company_id, answer_id, status, sent_to, next_try_at)
        select company_id, id, 'WAITING', 'speech.test', now() from answer),
      followed as (insert into follow_up (company_id, id, interview_id, question_id, answer_id, status, created_at,
          sent_to, language, next_try_at)
        select company_id, gen_random_uuid(), $2, gen_random_uuid(), id, 'WAITING', now(), 'model.test', 'EN', now()
        from answer)
      insert into answer_part (company_id, id, answer_id, first_byte, bytes, begun_at)
        select company_id, gen_random_uuid(), id, 0, 1, now() from answer`,
    [story.companyId, interview.id, olof.id],
  )
  const [one, other] = [await story.applicant(), granted(await recruiter.does('createCandidate', { name: 'Again' }))]
  granted(await recruiter.does('mergeCandidates', { candidateId: one.id, duplicateId: other.id }))
  granted(await admin.does('updateRoomSettings', { keptDays: 90 }))
  await house.database.query(
    `insert into recording_consent (company_id, id, interview_id, version, language, text, records_video, kept_days, given_at)
      values ($1, gen_random_uuid(), $2, 'x', 'EN', 'x', false, 90, now())`,
    [story.companyId, interview.id],
  )
  return story
}

beforeAll(async () => {
  ;[one, other] = [await live(), await live()]
  client = new pg.Client({ connectionString: house.database.url })
  await client.connect()
  const named = await house.database.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'company_id'",
  )
  tables = [{ name: 'company', column: 'id' }, ...named.map(({ name }) => ({ name, column: 'company_id' }))]
})
afterAll(() => client.end())

/** Does something as the role that serves requests, in a company, and undoes it. */
async function inCompany<Result>(companyId: string | null, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    await client.query('set local role greenroom_app')
    if (companyId) await client.query("select set_config('greenroom.company_id', $1, true)", [companyId])
    return await work()
  } finally {
    await client.query('rollback')
  }
}

/** Tables of companies that are nothing for requests: what a program has used is counted before its request is one. */
const closed = ['api_token_use']

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  )

describe('as the role that serves requests', () => {
  test('a question without any condition sees the rows of one company, in every table', async () => {
    expect(tables.map((table) => table.name).sort()).toEqual(
      [
        'answer_note',
        'answer_part',
        'api_token',
        'api_token_use',
        'application',
        'audit_entry',
        'blocked_period',
        'booking',
        'busy_period',
        'calendar_entry',
        'calendar_feed',
        'calendar_source',
        'candidate',
        'candidate_presence',
        'company',
        'company_brand',
        'company_logo',
        'default_view',
        'onlooker',
        'delivery',
        'email_words',
        'follow_up',
        'delivery_attempt',
        'idempotency_key',
        'inbound_message',
        'interview',
        'interview_interviewer',
        'interview_move',
        'interviewer_limits',
        'interviewer_time',
        'invitation',
        'invitation_answer',
        'job',
        'job_round',
        'job_round_member',
        'kit',
        'kit_version',
        'live_event',
        'mail_check',
        'mail_settings',
        'merged_candidate',
        'question_answer',
        'recording_consent',
        'question_voice',
        'reminder_settings',
        'room_progress',
        'room_settings',
        'saved_view',
        'scheduling_link',
        'scheduling_settings',
        'scorecard',
        'scorecard_score',
        'scorecard_version',
        'slot',
        'slot_hold',
        'slot_interviewer',
        'slot_pool_member',
        'slot_template',
        'slot_template_interviewer',
        'slot_template_pool_member',
        'staff_member',
        'time_off',
        'transcript',
        'working_hours',
        'waitlist_entry',
      ].sort(),
    )
    for (const { name, column } of tables) {
      // Otherwise the test would show nothing.
      const all = await house.database.query(`select distinct ${column} as company from "${name}"`)
      expect(
        all.map((row) => (row as { company: string }).company),
        name,
      ).toEqual(expect.arrayContaining([one.companyId, other.companyId]))
      for (const { companyId } of [one, other]) {
        const look = () =>
          inCompany(companyId, () => client.query(`select distinct ${column} as company from "${name}"`))
        if (closed.includes(name)) expect(await refusalOf(look()), name).toBe('42501')
        else expect((await look()).rows, name).toEqual([{ company: companyId }])
      }
    }
  })

  test('nothing is seen where no company was entered', async () => {
    for (const { name } of tables)
      expect(await refusalOf(inCompany(null, () => client.query(`select * from "${name}"`))), name).toMatch(
        /^(42501|42704|22P02)$/,
      )
  })

  test("another company's rows are neither changed nor removed nor added", async () => {
    const changed = await inCompany(one.companyId, () =>
      client.query('update interview set notes = $2 where company_id = $1', [other.companyId, 'x']),
    )
    const removed = await inCompany(one.companyId, () =>
      client.query('delete from idempotency_key where company_id = $1', [other.companyId]),
    )
    expect([changed.rowCount, removed.rowCount]).toEqual([0, 0])
    const added = inCompany(one.companyId, () =>
      client.query("insert into job (company_id, id, title) values ($1, gen_random_uuid(), 'x')", [other.companyId]),
    )
    expect(await refusalOf(added)).toBe('42501')
    const given = inCompany(one.companyId, () => client.query('update job set company_id = $1', [other.companyId]))
    expect(await refusalOf(given)).toBe('42501')
  })

  test('the audit trail, the events and the versions of kits can only grow', async () => {
    for (const table of ['audit_entry', 'live_event', 'kit_version'])
      for (const statement of [
        `update ${table} set company_id = company_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        expect(await refusalOf(inCompany(one.companyId, () => client.query(statement))), statement).toBe('42501')
  })

  test('what somebody agreed to stays as it was; only that it was withdrawn can be said', async () => {
    const does = (statement: string) => refusalOf(inCompany(one.companyId, () => client.query(statement)))
    for (const column of [
      'version',
      'language',
      'text',
      'records_video',
      'kept_days',
      'services',
      'given_at',
      'interview_id',
    ])
      expect([column, await does(`update recording_consent set ${column} = ${column}`)]).toEqual([column, '42501'])
    expect(await does('delete from recording_consent')).toBe('42501')
    expect(await does('update recording_consent set withdrawn_at = now()')).toBe('none')
  })

  test.each([
    'auth_user',
    'auth_session',
    'auth_account',
    'auth_verification',
    'auth_try',
    'auth_second_factor',
    'auth_recovery_code',
    'auth_pending_sign_in',
  ])('%s does not exist', async (table) => {
    expect(await refusalOf(inCompany(one.companyId, () => client.query(`select * from ${table}`)))).toBe('42501')
  })

  test('no way leads back to more rights', async () => {
    const { rows } = await client.query(
      "select rolsuper, rolbypassrls, rolcreaterole, rolinherit, rolcanlogin from pg_roles where rolname = 'greenroom_app'",
    )
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolinherit: false, rolcanlogin: false },
    ])
    expect(
      await refusalOf(inCompany(one.companyId, () => client.query('alter table job disable row level security'))),
    ).toBe('42501')
  })
})

describe('the database itself', () => {
  test('lets no row point into another company', async () => {
    const [foreign] = await house.database.query<{ id: string }>('select id from job where company_id = $1', [
      other.companyId,
    ])
    const pointing = house.database.query('update application set job_id = $2 where company_id = $1', [
      one.companyId,
      foreign!.id,
    ])
    expect(await refusalOf(pointing)).toBe('23503')
  })

  test.each([
    ['a slot with more bookings than places', 'update slot set places_taken = capacity + 1', '23514'],
    ['a slot with less than no bookings', 'update slot set places_taken = -1', '23514'],
    ['a slot without places', 'update slot set capacity = 0, places_taken = 0', '23514'],
    ['a slot that ends before it begins', 'update slot set ends_at = starts_at', '23514'],
    ['an interview that ends before it begins', 'update interview set ends_at = starts_at', '23514'],
    ['an interview on site without a place', "update interview set mode = 'ONSITE', location = null", '23514'],
    ['an interview by video without a link', "update interview set mode = 'VIDEO', meeting_url = null", '23514'],
    ['a status that no table of moves knows', "update interview set status = 'PAUSED'", '23514'],
    ['a slot that is stored as full', "update slot set status = 'FULL'", '23514'],
    [
      'a second live interview of a round',
      `insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone)
        select company_id, gen_random_uuid(), application_id, round, mode, starts_at, ends_at, time_zone from interview`,
      '23505',
    ],
    [
      'an interviewer in two places',
      `insert into interviewer_time (company_id, id, interviewer_id, occupied, interview_id)
        select taken.company_id, gen_random_uuid(), taken.interviewer_id,
          tstzrange(upper(taken.occupied) - interval '1 second', upper(taken.occupied) + interval '1 hour'), interview.id
        from interviewer_time taken join interview on interview.company_id = taken.company_id`,
      '23P01',
    ],
    ['endless time of an interviewer', "update interviewer_time set occupied = '[2026-01-01,)'", '23514'],
    ['empty time of an interviewer', "update interviewer_time set occupied = 'empty'", '23514'],
    ['time that includes its end', "update interviewer_time set occupied = '[2099-01-01,2099-01-02]'", '23514'],
    [
      'hours that overlap others of the day',
      'insert into working_hours select company_id, staff_member_id, weekday, from_minute + 60, 1440 from working_hours',
      '23P01',
    ],
    ['hours that end before they begin', 'update working_hours set to_minute = from_minute', '23514'],
    ['an eighth weekday', 'update working_hours set weekday = 8', '23514'],
    ['a time off that ends before it begins', 'update time_off set ends_at = starts_at', '23514'],
    ['a limit of none', 'update interviewer_limits set per_day = 0', '23514'],
    ['a buffer of more than four hours', 'update scheduling_settings set buffer_minutes_before = 241', '23514'],
    [
      'two recordings at once in one room',
      `insert into question_answer (company_id, id, interview_id, question_id, take, kind, status, began_at)
        select company_id, gen_random_uuid(), interview_id, gen_random_uuid(), 1, 'AUDIO', 'RECORDING', now()
        from question_answer`,
      '23505',
    ],
    [
      'the same bytes of a take twice',
      `insert into answer_part select company_id, gen_random_uuid(), answer_id, first_byte, bytes, begun_at from answer_part`,
      '23505',
    ],
    [
      'a recording that counts before it is whole',
      "update question_answer set status = 'KEPT', settled_at = now()",
      '23514',
    ],
    ['more bytes than a take has', "update question_answer set bytes = 1, sha256 = '', received_bytes = 2", '23514'],
    ['a score of six', 'update scorecard_score set score = 6', '23514'],
    ['a score of what was not seen', 'update scorecard_score set not_seen = true', '23514'],
    [
      'a scorecard that is submitted without a recommendation',
      'update scorecard_version set submitted_at = now()',
      '23514',
    ],
    ['feedback reminders without end', 'update reminder_settings set feedback_reminders = 3', '23514'],
    [
      'two drafts of one scorecard',
      'insert into scorecard_version (company_id, scorecard_id, number, saved_at) select company_id, id, 2, now() from scorecard',
      '23505',
    ],
    [
      'a second scorecard of one interviewer',
      'insert into scorecard select company_id, gen_random_uuid(), interview_id, author_id, 1, null, now() from scorecard',
      '23505',
    ],
    [
      'time for two reasons',
      'update interviewer_time set slot_id = (select id from slot limit 1), interview_id = (select id from interview limit 1)',
      '23514',
    ],
  ])('refuses %s, whatever the code does', async (_, statement, code) => {
    expect(await refusalOf(house.database.query(statement))).toBe(code)
  })

  test('lets one meeting of an interviewer begin when another ends', async () => {
    await client.query('begin')
    const { rowCount } =
      await client.query(`insert into interviewer_time (company_id, id, interviewer_id, occupied, slot_id)
      select taken.company_id, gen_random_uuid(), taken.interviewer_id,
        tstzrange(upper(taken.occupied), upper(taken.occupied) + interval '5 minutes'), slot.id
      from interviewer_time taken join slot on slot.company_id = taken.company_id
      where taken.interview_id is not null`)
    await client.query('rollback')
    expect(rowCount).toBe(2)
  })
})
