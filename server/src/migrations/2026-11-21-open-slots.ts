import { Migration } from '@mikro-orm/migrations'

/** Times in which no slots are opened, and named ways to open them. */
export class OpenSlots extends Migration {
  override up(): void {
    this.addSql(
      `create table "blocked_period" ("company_id" uuid not null, "id" uuid not null, "name" text not null, "kind" text not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "from_date" date null, "to_date" date null, "time_zone" text not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "blocked_period_by_start" on "blocked_period" ("company_id", "starts_at", "id");`)
    this.addSql(
      `create table "slot_template" ("company_id" uuid not null, "id" uuid not null, "name" text not null, "duration_minutes" int not null, "gap_minutes" int not null default 0, "capacity" int not null default 1, "mode" text not null, "location" text null, "meeting_url" text null, "windows" jsonb not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create unique index "slot_template_name_once_per_company" on "slot_template" ("company_id", lower("name"));`,
    )
    this.addSql(
      `create table "slot_template_interviewer" ("company_id" uuid not null, "template_id" uuid not null, "interviewer_id" uuid not null, primary key ("company_id", "template_id", "interviewer_id"));`,
    )
    this.addSql(
      `alter table "blocked_period" add constraint "blocked_period_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "blocked_period" add constraint "blocked_period_time" check (starts_at < ends_at);`)
    this.addSql(
      `alter table "blocked_period" add constraint "blocked_period_dates" check (num_nonnulls(from_date, to_date) = case kind when 'HOLIDAY' then 2 else 0 end and from_date <= to_date);`,
    )
    this.addSql(
      `alter table "blocked_period" add constraint "blocked_period_kind_check" check ("kind" in ('HOLIDAY', 'BLOCKED'));`,
    )
    this.addSql(
      `alter table "slot_template" add constraint "slot_template_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_template" add constraint "slot_template_duration" check (duration_minutes >= 5 and duration_minutes <= 1440);`,
    )
    this.addSql(
      `alter table "slot_template" add constraint "slot_template_gap" check (gap_minutes >= 0 and gap_minutes <= 1440);`,
    )
    this.addSql(
      `alter table "slot_template" add constraint "slot_template_capacity" check (capacity >= 1 and capacity <= 1000);`,
    )
    this.addSql(
      `alter table "slot_template" add constraint "slot_template_mode_check" check ("mode" in ('ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED'));`,
    )
    this.addSql(
      `alter table "slot_template_interviewer" add constraint "slot_template_interviewer_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_template_interviewer" add constraint "slot_template_interviewer_company_id_template_id_foreign" foreign key ("company_id", "template_id") references "slot_template" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_template_interviewer" add constraint "slot_template_interviewer_company_id_interviewer_id_foreign" foreign key ("company_id", "interviewer_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    for (const table of ['blocked_period', 'slot_template', 'slot_template_interviewer']) {
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
  }
}
