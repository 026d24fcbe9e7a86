import { Migration } from '@mikro-orm/migrations'

/** Calendars to subscribe to. The secret in their addresses is derived; what is kept opens nothing. */
export class CalendarFeeds extends Migration {
  override up(): void {
    this.addSql(
      `create table "calendar_feed" ("company_id" uuid not null, "id" uuid not null, "staff_member_id" uuid not null, "scope" text not null, "busy_only" boolean not null, "version" int not null default 1, "revoked_at" timestamptz null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_once" unique ("company_id", "staff_member_id", "scope", "busy_only");`,
    )
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_scope_check" check ("scope" in ('OWN', 'COMPANY'));`,
    )
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_company_id_staff_member_id_foreign" foreign key ("company_id", "staff_member_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "calendar_feed" enable row level security;`)
    this.addSql(`create policy own_company on "calendar_feed" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "calendar_feed" to greenroom_app;`)
  }
}
