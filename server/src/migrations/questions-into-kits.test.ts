import { expect, test } from 'vitest'
import { databaseBefore, idOf } from '../../test/database-before.ts'

/**
 * Four jobs of one company: Nurse plans nothing and has self-guided interviews, one of them of a second round; another
 * nurse plans a self-guided round and one by phone; a gardener's candidates have only been met by phone; a cook is
 * asked nothing.
 */
const ask = databaseBefore('2026-11-21-questions-into-kits', [
  `insert into company (id, name, time_zone, language) values (:company, 'One', 'UTC', 'SV')`,
  `insert into job (company_id, id, title)
    values (:company, #1, 'Nurse'), (:company, #2, 'NURSE'), (:company, #3, 'Gardener'), (:company, #4, 'Cook')`,
  `insert into question (company_id, id, job_id, position, text)
    values (:company, #12, #1, 2, 'Vad mer?'), (:company, #11, #1, 1, 'Varför?'), (:company, #13, #2, 1, 'När?'),
      (:company, #14, #3, 1, 'Hur?')`,
  `insert into job_round (company_id, job_id, number, name, duration_minutes, mode)
    values (:company, #2, 1, 'Först', 20, 'SELF_GUIDED'), (:company, #2, 2, 'Sedan', 30, 'PHONE')`,
  `insert into candidate (company_id, id, name, time_zone, language) values (:company, #5, 'Ada', 'UTC', 'EN')`,
  `insert into application (company_id, id, candidate_id, job_id)
    values (:company, #21, #5, #1), (:company, #22, #5, #2), (:company, #23, #5, #3)`,
  `insert into interview (company_id, id, application_id, round, status, mode, starts_at, ends_at, time_zone)
    select :company, id, application_id, round, status, mode, '2026-11-25T09:00Z', '2026-11-25T09:25Z', 'UTC'
    from (values (#31::uuid, #21::uuid, 1, 'COMPLETED', 'SELF_GUIDED'), (#32, #21, 2, 'SCHEDULED', 'SELF_GUIDED'),
      (#33, #22, 1, 'SCHEDULED', 'SELF_GUIDED'), (#34, #23, 1, 'COMPLETED', 'PHONE'),
      (#35, #21, 1, 'CANCELLED', 'SELF_GUIDED')) as each (id, application_id, round, status, mode)`,
])

test('questions of a job become a kit of its name, in their order and with their ids', async () => {
  const kits = await ask(`select kit.name, version.number, version.language, version.questions, version.criteria
    from kit join kit_version version on version.kit_id = kit.id order by kit.name collate "C"`)
  const usual = { prepareSeconds: 30, answerSeconds: 120, retakes: 1 }
  const kit = { number: 1, language: 'SV', criteria: [] }
  expect(kits).toEqual([
    { ...kit, name: 'Gardener', questions: [{ id: idOf(14), texts: { SV: 'Hur?' }, ...usual }] },
    { ...kit, name: 'NURSE 00000002', questions: [{ id: idOf(13), texts: { SV: 'När?' }, ...usual }] },
    {
      ...kit,
      name: 'Nurse',
      questions: [
        { id: idOf(11), texts: { SV: 'Varför?' }, ...usual },
        { id: idOf(12), texts: { SV: 'Vad mer?' }, ...usual },
      ],
    },
  ])
})

test('self-guided rounds ask them, and so does the round of a job that planned none', async () => {
  expect(
    await ask(`select job_id, number, job_round.name, duration_minutes, mode, kit.name as kit
      from job_round left join kit on kit.id = kit_id order by job_id, number`),
  ).toEqual([
    { job_id: idOf(1), number: 1, name: 'Intervju', duration_minutes: 25, mode: 'SELF_GUIDED', kit: 'Nurse' },
    { job_id: idOf(2), number: 1, name: 'Först', duration_minutes: 20, mode: 'SELF_GUIDED', kit: 'NURSE 00000002' },
    { job_id: idOf(2), number: 2, name: 'Sedan', duration_minutes: 30, mode: 'PHONE', kit: null },
  ])
})

test('an interview that has asked them keeps them, and so does one of a round that is not planned', async () => {
  expect(
    await ask(`select interview.id, kit.name from interview join kit_version version on version.id = kit_version_id
      join kit on kit.id = version.kit_id order by interview.id`),
  ).toEqual([
    { id: idOf(31), name: 'Nurse' },
    { id: idOf(32), name: 'Nurse' },
  ])
})
