import { Migration } from '@mikro-orm/migrations'

/** Whose account it is that a staff member of the entered company has; null for anybody else's. */
const account = `(select user_id from staff_member
  where company_id = current_setting('greenroom.company_id')::uuid and id = person)`

const functionOf = (head: string, body: string) =>
  `create function ${head} language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$ ${body} $$;`

/** People may be asked for a code besides their password. Nothing of it opens anything to who has the database. */
export class SecondFactors extends Migration {
  override up(): void {
    this.addSql(
      `create table "auth_second_factor" ("user_id" uuid not null, "secret" text not null, "confirmed_at" timestamptz null, "last_step" int null, "created_at" timestamptz not null default now(), primary key ("user_id"));`,
    )
    this.addSql(
      `alter table "auth_second_factor" add constraint "auth_second_factor_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete cascade;`,
    )
    this.addSql(
      `create table "auth_recovery_code" ("user_id" uuid not null, "hash" text not null, primary key ("user_id", "hash"));`,
    )
    this.addSql(
      `alter table "auth_recovery_code" add constraint "auth_recovery_code_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete cascade;`,
    )
    this.addSql(
      `create table "auth_pending_sign_in" ("id" uuid not null, "user_id" uuid not null, "key_hash" text not null, "joins_id" uuid null, "created_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(
      `alter table "auth_pending_sign_in" add constraint "auth_pending_sign_in_key_hash_unique" unique ("key_hash");`,
    )
    this.addSql(`create index "auth_pending_sign_in_by_user" on "auth_pending_sign_in" ("user_id");`)
    this.addSql(
      `alter table "auth_pending_sign_in" add constraint "auth_pending_sign_in_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete cascade;`,
    )
    this.addSql(`alter table "auth_try" drop constraint "auth_try_kind_check";`)
    this.addSql(
      `alter table "auth_try" add constraint "auth_try_kind_check" check ("kind" in ('CURRENT_PASSWORD', 'RESET_FROM', 'RESET_FOR', 'SECOND_FACTOR', 'RECOVERY_CODE'));`,
    )
    this.addSql(
      functionOf(
        'greenroom_second_factors(people uuid[]) returns table (person uuid, since timestamptz, codes_left int)',
        `select own.id, factor.confirmed_at,
            (select count(*)::int from auth_recovery_code code where code.user_id = own.user_id)
          from staff_member own join auth_second_factor factor on factor.user_id = own.user_id
          where own.company_id = current_setting('greenroom.company_id')::uuid and own.id = any(people)
            and factor.confirmed_at is not null`,
      ),
    )
    this.addSql(
      functionOf(
        'greenroom_turn_on_second_factor(person uuid, step int, codes text[]) returns boolean',
        `with turned as (update auth_second_factor set confirmed_at = now(), last_step = step
            where user_id = ${account} and confirmed_at is null returning user_id),
          kept as (insert into auth_recovery_code (user_id, hash)
            select turned.user_id, code.hash from turned, unnest(codes) as code (hash))
          select exists (select from turned)`,
      ),
    )
    this.addSql(
      functionOf(
        'greenroom_renew_recovery_codes(person uuid, codes text[]) returns void',
        `delete from auth_recovery_code where user_id = ${account};
          insert into auth_recovery_code (user_id, hash)
            select factor.user_id, code.hash from auth_second_factor factor, unnest(codes) as code (hash)
            where factor.user_id = ${account} and factor.confirmed_at is not null`,
      ),
    )
    this.addSql(
      functionOf(
        'greenroom_remove_second_factor(person uuid) returns boolean',
        `delete from auth_recovery_code where user_id = ${account};
          with removed as (delete from auth_second_factor where user_id = ${account} and confirmed_at is not null returning 1)
          select exists (select from removed)`,
      ),
    )
    // Whether others than this company depend on how somebody signs in; a demo is the company's own.
    this.addSql(
      functionOf(
        'greenroom_works_elsewhere(person uuid) returns boolean',
        `select exists (select from staff_member there join company on company.id = there.company_id
          where there.user_id = ${account} and there.active and there.joined_at is not null
            and there.company_id <> current_setting('greenroom.company_id')::uuid
            and company.demo_of_id is distinct from current_setting('greenroom.company_id')::uuid)`,
      ),
    )
    for (const of of [
      'greenroom_second_factors(uuid[])',
      'greenroom_turn_on_second_factor(uuid, int, text[])',
      'greenroom_renew_recovery_codes(uuid, text[])',
      'greenroom_remove_second_factor(uuid)',
      'greenroom_works_elsewhere(uuid)',
    ]) {
      this.addSql(`revoke all on function ${of} from public;`)
      this.addSql(`grant execute on function ${of} to greenroom_app;`)
    }
  }
}
