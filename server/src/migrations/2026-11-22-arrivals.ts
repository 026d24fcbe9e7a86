import { Migration } from '@mikro-orm/migrations'

/** People say that they are here or late, and a no-show is suggested after the grace of the company. */
export class Arrivals extends Migration {
  override up(): void {
    this.addSql(`alter table "company" add column "no_show_grace_minutes" int not null default 15;`)
    this.addSql(
      `alter table "company" add constraint "company_no_show_grace" check (no_show_grace_minutes >= 0 and no_show_grace_minutes <= 120);`,
    )
    this.addSql(
      `alter table "interview" add column "candidate_arrival" text null, add column "candidate_late_minutes" int null, add column "candidate_arrival_at" timestamptz null, add column "no_show_told_at" timestamptz null;`,
    )
    this.addSql(
      `alter table "interview_interviewer" add column "arrival" text null, add column "late_minutes" int null, add column "arrival_at" timestamptz null;`,
    )
    for (const [table, prefix] of [
      ['interview', 'candidate_'],
      ['interview_interviewer', ''],
    ]) {
      for (const [name, expression] of [
        ['arrival_check', `"${prefix}arrival" in ('HERE', 'LATE')`],
        [
          'late',
          `(${prefix}arrival is not distinct from 'LATE') = (${prefix}late_minutes is not null) and ${prefix}late_minutes between 1 and 60`,
        ],
        ['arrival_told', `(${prefix}arrival is null) = (${prefix}arrival_at is null)`],
      ])
        this.addSql(`alter table "${table}" add constraint "${table}_${prefix}${name}" check (${expression});`)
    }
  }
}
