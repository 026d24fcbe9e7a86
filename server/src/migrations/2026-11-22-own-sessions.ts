import { Migration } from '@mikro-orm/migrations'

/** Whose account it is that a staff member of the entered company has; null for anybody else's. */
const account = `(select user_id from staff_member
  where company_id = current_setting('greenroom.company_id')::uuid and id = person)`

/**
 * People see and end their own sessions, and change their password. Accounts belong to no company, and requests have no
 * rights on them: each function does one thing, for people of the company that the transaction has entered.
 */
export class OwnSessions extends Migration {
  override up(): void {
    this.addSql(`alter table "auth_account" add column "password_set_at" timestamptz not null default now();`)
    this.addSql(
      `create table "auth_try" ("id" uuid not null, "kind" text check ("kind" in ('CURRENT_PASSWORD')) not null, "whose" text not null, "at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(`create index "auth_try_lately" on "auth_try" ("kind", "whose", "at");`)
    this.addSql(`create function greenroom_sessions_of(person uuid)
      returns table (id uuid, user_agent text, ip_address text, created_at timestamptz, expires_at timestamptz)
      language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
        select id, user_agent, ip_address, created_at, expires_at from auth_session
        where user_id = ${account} and expires_at > now() and created_at > now() - interval '7 days'
      $$;`)
    this.addSql(`create function greenroom_end_sessions(person uuid, only_this uuid, but_this uuid) returns setof uuid
      language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        delete from auth_session where user_id = ${account}
          and (only_this is null or id = only_this) and id is distinct from but_this
        returning id
      $$;`)
    // Nobody sets a password who does not know what the one before was kept as.
    this.addSql(`create function greenroom_change_password(person uuid, known text, chosen text) returns boolean
      language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        with changed as (update auth_account set password = chosen, password_set_at = now(), updated_at = now()
          where user_id = ${account} and provider_id = 'credential' and password = known returning 1)
        select exists (select from changed)
      $$;`)
    for (const of of [
      'greenroom_sessions_of(uuid)',
      'greenroom_end_sessions(uuid, uuid, uuid)',
      'greenroom_change_password(uuid, text, text)',
    ]) {
      this.addSql(`revoke all on function ${of} from public;`)
      this.addSql(`grant execute on function ${of} to greenroom_app;`)
    }
  }
}
