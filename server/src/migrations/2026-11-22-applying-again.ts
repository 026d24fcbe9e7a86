import { Migration } from '@mikro-orm/migrations'

/** Who has withdrawn an application may apply for the job again; applications are listed by when they were made. */
export class ApplyingAgain extends Migration {
  override up(): void {
    this.addSql(`alter table "application" drop constraint "application_once_per_job";`)
    this.addSql(
      `create unique index "application_once_per_job" on "application" ("company_id", "candidate_id", "job_id") where status in ('PENDING', 'INTERVIEW_SCHEDULED');`,
    )
    this.addSql(
      `create index "application_by_candidate" on "application" ("company_id", "candidate_id", "created_at", "id");`,
    )
    this.addSql(`create index "application_by_creation" on "application" ("company_id", "created_at", "id");`)
  }
}
