import { Migration } from '@mikro-orm/migrations'

/**
 * Finds an interviewer's time by an index. The exclusion constraint has one, but under a row policy the operators of
 * ranges may not use it, so that every look read all that a person ever did.
 */
export class InterviewerTimeByStart extends Migration {
  override up(): void {
    this.addSql(
      `alter table "interviewer_time" add column "occupied_from" timestamptz generated always as (lower(occupied)) stored null, add column "occupied_until" timestamptz generated always as (upper(occupied)) stored null;`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_is_short" check (upper(occupied) - lower(occupied) <= '2 days'::interval);`,
    )
    this.addSql(
      `create index "interviewer_time_by_start" on "interviewer_time" ("company_id", "interviewer_id", "occupied_from");`,
    )
  }
}
