import { Migration } from '@mikro-orm/migrations'

const reference = (table: string, column: string, target: string) =>
  `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${target}" ("company_id", "id") on update no action on delete no action;`

/** Questions and criteria under a name, in versions that never change; rounds choose one, interviews keep one. */
export class Kits extends Migration {
  override up(): void {
    this.addSql(
      `create table "kit" ("company_id" uuid not null, "id" uuid not null, "name" text not null, "archived_at" timestamptz null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create unique index "kit_name_once_per_company" on "kit" ("company_id", lower("name"));`)
    this.addSql(
      `create table "kit_version" ("company_id" uuid not null, "id" uuid not null, "kit_id" uuid not null, "number" int not null, "language" text not null, "questions" jsonb not null, "criteria" jsonb not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "kit_version" add constraint "kit_version_number_once" unique ("company_id", "kit_id", "number");`,
    )
    this.addSql(`alter table "kit_version" add constraint "kit_version_number" check (number >= 1);`)
    this.addSql(
      `alter table "kit_version" add constraint "kit_version_language_check" check ("language" in ('EN', 'SV', 'FR'));`,
    )
    this.addSql(reference('kit_version', 'kit_id', 'kit'))
    for (const [table, rights] of [
      ['kit', 'select, insert, update, delete'],
      ['kit_version', 'select, insert'],
    ]) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant ${rights} on "${table}" to greenroom_app;`)
    }
    this.addSql(`alter table "job_round" add column "kit_id" uuid null;`)
    this.addSql(reference('job_round', 'kit_id', 'kit'))
    this.addSql(`create index "job_round_by_kit" on "job_round" ("company_id", "kit_id");`)
    this.addSql(`alter table "interview" add column "kit_version_id" uuid null;`)
    this.addSql(reference('interview', 'kit_version_id', 'kit_version'))
  }
}
