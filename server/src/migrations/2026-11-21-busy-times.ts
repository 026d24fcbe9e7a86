import { Migration } from '@mikro-orm/migrations'

/** Calendars in other programs, and when they say that somebody is busy. */
export class BusyTimes extends Migration {
  override up(): void {
    this.addSql(
      `create table "calendar_source" ("company_id" uuid not null, "id" uuid not null, "staff_member_id" uuid not null, "kind" text not null, "name" text not null, "host" text not null, "sealed" text not null, "next_read_at" timestamptz not null, "lease_until" timestamptz null, "lease_owner" text null, "attempted_at" timestamptz null, "succeeded_at" timestamptz null, "failures" int not null default 0, "error_code" text null, "warnings" text[] not null default '{}', "etag" text null, "last_modified" text null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "calendar_source_due" on "calendar_source" ("next_read_at");`)
    this.addSql(
      `create index "calendar_source_by_person" on "calendar_source" ("company_id", "staff_member_id", "created_at", "id");`,
    )
    this.addSql(
      `create table "busy_period" ("company_id" uuid not null, "source_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "staff_member_id" uuid not null, primary key ("company_id", "source_id", "starts_at"));`,
    )
    this.addSql(`create index "busy_period_by_start" on "busy_period" ("company_id", "staff_member_id", "starts_at");`)
    this.addSql(
      `alter table "calendar_source" add constraint "calendar_source_kind_check" check ("kind" in ('ICS', 'CALDAV'));`,
    )
    this.addSql(
      `alter table "calendar_source" add constraint "calendar_source_error_code_check" check ("error_code" in ('ADDRESS_NOT_ALLOWED', 'HOST_NOT_FOUND', 'UNREACHABLE', 'CERTIFICATE', 'TIMEOUT', 'TOO_LARGE', 'TOO_MANY_REDIRECTS', 'LOGIN_REFUSED', 'NOT_FOUND', 'SERVER_ERROR', 'NO_CALENDAR', 'TOO_COMPLICATED', 'CREDENTIALS_LOST'));`,
    )
    this.addSql(
      `alter table "busy_period" add constraint "busy_period_time" check (starts_at < ends_at and ends_at - starts_at <= '2 days'::interval);`,
    )
    for (const [table, column, other] of [
      ['calendar_source', 'staff_member_id', 'staff_member'],
      ['busy_period', 'source_id', 'calendar_source'],
      ['busy_period', 'staff_member_id', 'staff_member'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    for (const table of ['calendar_source', 'busy_period']) {
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
