import { Migration } from '@mikro-orm/migrations'

/** Figures of a period ask for the interviews that were arranged in it. */
export class InterviewsByArrangement extends Migration {
  override up(): void {
    this.addSql(`create index "interview_by_arrangement" on "interview" ("company_id", "created_at", "id");`)
  }
}
