import { Migration } from '@mikro-orm/migrations'

/**
 * Admins add people to their company, who choose a password at a link and then have joined. A person may work for several
 * companies: a session remembers for which it acts.
 */
export class People extends Migration {
  override up(): void {
    this.addSql(`alter table "staff_member" add column "joined_at" timestamptz null;`)
    this.addSql(`update "staff_member" set "joined_at" = "created_at";`)
    this.addSql(`alter table "auth_session" add column "acts_for" uuid null;`)
    // Accounts belong to no company, and requests have no rights on them. This is the one thing they may do: find or
    // make the account of an address, and learn nothing of it but its id.
    this.addSql(`create function greenroom_account_of(address text, person text) returns uuid
      language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare account uuid;
      begin
        insert into auth_user (id, name, email, email_verified)
          values (gen_random_uuid(), person, address, false) on conflict (email) do nothing;
        select id into strict account from auth_user where email = address;
        return account;
      end $$;`)
    this.addSql(`revoke all on function greenroom_account_of(text, text) from public;`)
    this.addSql(`grant execute on function greenroom_account_of(text, text) to greenroom_app;`)
  }
}
