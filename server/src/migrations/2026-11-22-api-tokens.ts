import { Migration } from '@mikro-orm/migrations'

/** Programs ask and act for a company with tokens, and what they did says so. */
export class ApiTokens extends Migration {
  override up(): void {
    this.addSql(
      `create table "api_token" ("company_id" uuid not null, "id" uuid not null, "name" text not null, "hash" text not null, "ending" text not null, "scopes" text[] not null, "created_by_id" uuid null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "revoked_at" timestamptz null, "last_used_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`alter table "api_token" add constraint "api_token_hash_unique" unique ("hash");`)
    this.addSql(
      `create unique index "api_token_own_name" on "api_token" ("company_id", lower("name")) where revoked_at is null;`,
    )
    this.addSql(
      `alter table "api_token" add constraint "api_token_name" check (char_length(name) >= 1 and char_length(name) <= 80);`,
    )
    this.addSql(`alter table "api_token" add constraint "api_token_reads" check ('READ' = any(scopes));`)
    this.addSql(
      `alter table "api_token" add constraint "api_token_scopes_check" check ("scopes" <@ array['READ'::text, 'SCHEDULE'::text, 'CONTACT'::text, 'ADMIN'::text]);`,
    )
    this.addSql(
      `alter table "api_token" add constraint "api_token_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "api_token" add constraint "api_token_company_id_created_by_id_foreign" foreign key ("company_id", "created_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "api_token" enable row level security;`)
    this.addSql(`create policy own_company on "api_token" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    // Rows stay, because the audit trail names them.
    this.addSql(`grant select, insert, update on "api_token" to greenroom_app;`)
    for (const [table, column, kinds] of [
      ['audit_entry', 'actor_kind', `'STAFF', 'CANDIDATE', 'CHOOSER', 'TOKEN', 'SYSTEM'`],
      ['interview_move', 'actor_kind', `'STAFF', 'CANDIDATE', 'TOKEN', 'SYSTEM'`],
      ['interview', 'cancelled_by_kind', `'STAFF', 'CANDIDATE', 'TOKEN', 'SYSTEM'`],
    ]) {
      this.addSql(`alter table "${table}" drop constraint "${table}_${column}_check";`)
      this.addSql(`alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${kinds}));`)
    }
  }
}
