import { Migration } from '@mikro-orm/migrations'

/** Interviews that nobody finished are looked for across companies, every minute. */
export class InterviewsUnderWay extends Migration {
  override up(): void {
    this.addSql(`create index "interview_under_way" on "interview" ("started_at") where status = 'IN_PROGRESS';`)
  }
}
