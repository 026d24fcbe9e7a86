import { Migration } from '@mikro-orm/migrations'

const lists = `check ("list" in ('INTERVIEWS', 'SLOTS', 'DELIVERIES', 'APPLICATIONS', 'CANDIDATES'))`

/** People keep what they see of a list under a name; interviews are sorted by more than their start. */
export class SavedViews extends Migration {
  override up(): void {
    this.addSql(
      `create table "saved_view" ("company_id" uuid not null, "id" uuid not null, "list" text ${lists} not null, "owner_id" uuid not null, "is_shared" boolean not null, "name" text not null, "query" text not null, "position" int not null, "created_at" timestamptz not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create unique index "saved_view_own_name" on "saved_view" ("company_id", "owner_id", "list", lower("name")) where not is_shared;`,
    )
    this.addSql(
      `create unique index "saved_view_shared_name" on "saved_view" ("company_id", "list", lower("name")) where is_shared;`,
    )
    this.addSql(
      `alter table "saved_view" add constraint "saved_view_name" check (char_length(name) >= 1 and char_length(name) <= 60);`,
    )
    this.addSql(`alter table "saved_view" add constraint "saved_view_query" check (char_length(query) <= 2000);`)
    this.addSql(
      `create table "default_view" ("company_id" uuid not null, "staff_member_id" uuid not null, "list" text ${lists} not null, "view_id" uuid not null, primary key ("company_id", "staff_member_id", "list"));`,
    )
    this.addSql(`create index "default_view_by_view" on "default_view" ("company_id", "view_id");`)
    for (const [table, column, other] of [
      ['saved_view', 'owner_id', 'staff_member'],
      ['default_view', 'staff_member_id', 'staff_member'],
      ['default_view', 'view_id', 'saved_view'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    for (const table of ['saved_view', 'default_view']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
    this.addSql(`create index "interview_by_status" on "interview" ("company_id", "status", "starts_at", "id");`)
    this.addSql(`create index "job_by_title" on "job" ("company_id", "title", "id");`)
  }
}
