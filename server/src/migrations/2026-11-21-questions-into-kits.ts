import { Migration } from '@mikro-orm/migrations'

/** What a question takes that said nothing of it. */
const usual = `'prepareSeconds', 30, 'answerSeconds', 120, 'retakes', 1`

const duration = 'extract(epoch from interview.ends_at - interview.starts_at) / 60'

const interviewsOfJob = `interview join application on application.company_id = interview.company_id
  and application.id = interview.application_id`

/**
 * The questions of a job become a kit of that name, written in the company's language. Self-guided rounds of the job get
 * it; a job that plans no round gets a self-guided one, unless its candidates have only been met in other ways. Interviews
 * that asked the questions, or would have at a round that is not planned, keep them.
 */
export class QuestionsIntoKits extends Migration {
  override up(): void {
    this.addSql(`create temporary table kit_of_job as
      select company_id, job_id, gen_random_uuid() as kit_id, gen_random_uuid() as version_id, language, questions,
        left(title, 180) || case when place = 1 and not exists (select from kit
            where kit.company_id = asked.company_id and lower(kit.name) = lower(left(title, 180)))
          then '' else ' ' || right(job_id::text, 8) end as name
      from (select question.company_id, question.job_id, company.language, job.title,
          row_number() over (partition by question.company_id, lower(left(job.title, 180)) order by question.job_id) as place,
          jsonb_agg(jsonb_build_object('id', question.id, 'texts', jsonb_build_object(company.language, question.text),
            ${usual}) order by question.position) as questions
        from question join company on company.id = question.company_id
        join job on job.company_id = question.company_id and job.id = question.job_id
        group by question.company_id, question.job_id, company.language, job.title) asked;`)
    this.addSql(`insert into kit (company_id, id, name) select company_id, kit_id, name from kit_of_job;`)
    this.addSql(`insert into kit_version (company_id, id, kit_id, number, language, questions, criteria)
      select company_id, version_id, kit_id, 1, language, questions, '[]' from kit_of_job;`)
    this.addSql(`insert into job_round (company_id, job_id, number, name, duration_minutes, mode)
      select company_id, job_id, 1, case language when 'SV' then 'Intervju' when 'FR' then 'Entretien' else 'Interview' end,
        coalesce((select least(greatest(${duration}, 5), 1440) from ${interviewsOfJob}
          where interview.company_id = asked.company_id and application.job_id = asked.job_id
            and interview.mode = 'SELF_GUIDED' order by interview.created_at desc limit 1), 45),
        'SELF_GUIDED'
      from kit_of_job asked
      where not exists (select from job_round
          where job_round.company_id = asked.company_id and job_round.job_id = asked.job_id)
        and coalesce((select bool_or(interview.mode = 'SELF_GUIDED') from ${interviewsOfJob}
          where interview.company_id = asked.company_id and application.job_id = asked.job_id), true);`)
    this.addSql(`update job_round set kit_id = asked.kit_id from kit_of_job asked
      where job_round.company_id = asked.company_id and job_round.job_id = asked.job_id
        and job_round.mode = 'SELF_GUIDED' and job_round.kit_id is null;`)
    this.addSql(`update interview set kit_version_id = asked.version_id
      from kit_of_job asked, application
      where application.company_id = asked.company_id and application.job_id = asked.job_id
        and interview.company_id = application.company_id and interview.application_id = application.id
        and interview.mode = 'SELF_GUIDED' and interview.kit_version_id is null
        and (interview.status in ('IN_PROGRESS', 'COMPLETED') or interview.status = 'SCHEDULED' and not exists (
          select from job_round where job_round.company_id = asked.company_id and job_round.job_id = asked.job_id
            and job_round.number = interview.round and job_round.kit_id is not null));`)
    this.addSql(`drop table kit_of_job;`)
    this.addSql(`drop table "question";`)
  }
}
