import { Migration } from '@mikro-orm/migrations'

/** A job plans the rounds its applications go through: how long, how and with whom. */
export class RoundsOfAJob extends Migration {
  override up(): void {
    this.addSql(
      `create table "job_round" ("company_id" uuid not null, "job_id" uuid not null, "number" int not null, "name" text not null, "duration_minutes" int not null, "mode" text not null, "location" text null, "meeting_url" text null, primary key ("company_id", "job_id", "number"));`,
    )
    this.addSql(
      `create table "job_round_member" ("company_id" uuid not null, "job_id" uuid not null, "number" int not null, "pool" int not null, "interviewer_id" uuid not null, primary key ("company_id", "job_id", "number", "pool", "interviewer_id"));`,
    )
    for (const [table, name, expression] of [
      ['job_round', 'number', 'number >= 1 and number <= 50'],
      ['job_round', 'duration', 'duration_minutes >= 5 and duration_minutes <= 1440'],
      ['job_round', 'mode_check', `"mode" in ('ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED')`],
      ['job_round_member', 'pool', 'pool >= 0 and pool <= 10'],
    ])
      this.addSql(`alter table "${table}" add constraint "${table}_${name}" check (${expression});`)
    for (const [table, column, other] of [
      ['job_round', 'job_id', 'job'],
      ['job_round_member', 'job_id', 'job'],
      ['job_round_member', 'interviewer_id', 'staff_member'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    for (const table of ['job_round', 'job_round_member']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
  }
}
