import { Migration } from '@mikro-orm/migrations'

/** Interviews that are kept in a calendar of another program, and what is still to be told to it. */
export class WrittenCalendars extends Migration {
  override up(): void {
    this.addSql(`alter table "calendar_source" add "writes" boolean not null default false;`)
    this.addSql(
      `create table "calendar_entry" ("company_id" uuid not null, "source_id" uuid not null, "interview_id" uuid not null, "version" int not null default 1, "written_at" timestamptz null, "attempts" int not null default 0, "next_attempt_at" timestamptz null, "lease_until" timestamptz null, "lease_owner" text null, "error_code" text null, primary key ("company_id", "source_id", "interview_id"));`,
    )
    this.addSql(
      `create index "calendar_entry_due" on "calendar_entry" ("next_attempt_at") where next_attempt_at is not null;`,
    )
    this.addSql(`create index "calendar_entry_by_interview" on "calendar_entry" ("company_id", "interview_id");`)
    this.addSql(
      `alter table "calendar_entry" add constraint "calendar_entry_error_code_check" check ("error_code" in ('ADDRESS_NOT_ALLOWED', 'HOST_NOT_FOUND', 'UNREACHABLE', 'CERTIFICATE', 'TIMEOUT', 'TOO_LARGE', 'TOO_MANY_REDIRECTS', 'LOGIN_REFUSED', 'NOT_FOUND', 'SERVER_ERROR', 'NO_CALENDAR', 'TOO_COMPLICATED', 'CREDENTIALS_LOST'));`,
    )
    for (const [column, other] of [
      ['source_id', 'calendar_source'],
      ['interview_id', 'interview'],
    ])
      this.addSql(
        `alter table "calendar_entry" add constraint "calendar_entry_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    this.addSql(
      `alter table "calendar_source" add constraint "calendar_source_writes" check (not writes or kind = 'CALDAV');`,
    )
    this.addSql(
      `alter table "calendar_entry" add constraint "calendar_entry_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "calendar_entry" enable row level security;`)
    this.addSql(`create policy own_company on "calendar_entry" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "calendar_entry" to greenroom_app;`)
  }
}
