import { Migration } from '@mikro-orm/migrations'

/** Each attempt of an email, looks at the mail settings, and how long it is kept to whom emails went. */
export class LookAfterEmails extends Migration {
  override up(): void {
    this.addSql(
      `create table "delivery_attempt" ("company_id" uuid not null, "delivery_id" uuid not null, "number" int not null, "begun_at" timestamptz not null, "ended_at" timestamptz null, "error_code" text null, "command" text null, "server_response" text null, primary key ("company_id", "delivery_id", "number"));`,
    )
    this.addSql(
      `create table "mail_check" ("company_id" uuid not null, "id" uuid not null, "asked_by_id" uuid not null, "asked_at" timestamptz not null, "to_address" text not null, "code" text not null, "started_at" timestamptz null, "finished_at" timestamptz null, "findings" jsonb not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create unique index "mail_check_one_at_once" on "mail_check" ("company_id") where finished_at is null;`,
    )
    this.addSql(
      `create table "mail_settings" ("company_id" uuid not null, "retention_days" int not null default 365, primary key ("company_id"));`,
    )
    this.addSql(
      `alter table "mail_settings" add constraint "mail_settings_retention_days" check (retention_days >= 30 and retention_days <= 3650);`,
    )
    for (const [table, column, other] of [
      ['delivery_attempt', 'delivery_id', 'delivery'],
      ['mail_check', 'asked_by_id', 'staff_member'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    for (const table of ['delivery_attempt', 'mail_check', 'mail_settings']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }

    // Emails whose details are not needed any more are looked for by their age.
    this.addSql(`alter table "delivery" add column "emptied_at" timestamptz null;`)
    this.addSql(`create index "delivery_to_empty" on "delivery" ("company_id", "queued_at") where emptied_at is null;`)

    // An administrator may have the mail server tried now; that the queue is paused, and why, only the worker says.
    this.addSql(`grant update ("next_probe_at") on "mail_pause" to greenroom_app;`)
  }
}
