import { Migration } from '@mikro-orm/migrations'

/** When a company lets people be booked; how often, at which hours and when not somebody meets candidates. */
export class SchedulingRules extends Migration {
  override up(): void {
    this.addSql(
      `create table "scheduling_settings" ("company_id" uuid not null, "buffer_minutes_before" int not null default 0, "buffer_minutes_after" int not null default 0, "minimum_notice_minutes" int not null default 0, "booking_horizon_days" int not null default 365, "candidate_may_cancel" boolean not null default true, "candidate_may_reschedule" boolean not null default true, "change_notice_minutes" int not null default 120, "waitlist_offer_minutes" int not null default 60, "choose_link_days" int not null default 14, primary key ("company_id"));`,
    )
    this.addSql(
      `create table "interviewer_limits" ("company_id" uuid not null, "staff_member_id" uuid not null, "per_day" int null, "per_week" int null, primary key ("company_id", "staff_member_id"));`,
    )
    this.addSql(
      `create table "working_hours" ("company_id" uuid not null, "staff_member_id" uuid not null, "weekday" int not null, "from_minute" int not null, "to_minute" int not null, primary key ("company_id", "staff_member_id", "weekday", "from_minute"));`,
    )
    this.addSql(
      `create table "time_off" ("company_id" uuid not null, "id" uuid not null, "staff_member_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "note" text null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "time_off_by_person" on "time_off" ("company_id", "staff_member_id", "ends_at");`)

    for (const [column, from, to] of [
      ['buffer_minutes_before', 0, 240],
      ['buffer_minutes_after', 0, 240],
      ['minimum_notice_minutes', 0, 86400],
      ['booking_horizon_days', 1, 730],
      ['change_notice_minutes', 0, 86400],
      ['waitlist_offer_minutes', 5, 10080],
      ['choose_link_days', 1, 90],
    ] as const)
      this.addSql(
        `alter table "scheduling_settings" add constraint "scheduling_settings_${column}" check (${column} >= ${from} and ${column} <= ${to});`,
      )
    this.addSql(
      `alter table "interviewer_limits" add constraint "interviewer_limits_per_day" check (per_day >= 1 and per_day <= 50);`,
    )
    this.addSql(
      `alter table "interviewer_limits" add constraint "interviewer_limits_per_week" check (per_week >= 1 and per_week <= 200);`,
    )
    this.addSql(
      `alter table "working_hours" add constraint "working_hours_weekday" check (weekday >= 1 and weekday <= 7);`,
    )
    this.addSql(
      `alter table "working_hours" add constraint "working_hours_time" check (0 <= from_minute and from_minute < to_minute and to_minute <= 1440);`,
    )
    this.addSql(
      `alter table "working_hours" add constraint "working_hours_no_overlap" exclude using gist (company_id with =, staff_member_id with =, weekday with =, int4range(from_minute, to_minute) with &&);`,
    )
    this.addSql(`alter table "time_off" add constraint "time_off_time" check (starts_at < ends_at);`)

    for (const table of ['scheduling_settings', 'interviewer_limits', 'working_hours', 'time_off']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      if (table !== 'scheduling_settings')
        this.addSql(
          `alter table "${table}" add constraint "${table}_company_id_staff_member_id_foreign" foreign key ("company_id", "staff_member_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
        )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
  }
}
