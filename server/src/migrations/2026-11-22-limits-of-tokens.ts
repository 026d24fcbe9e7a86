import { Migration } from '@mikro-orm/migrations'

/** What the programs of a company use of their limits is counted by all instances together. */
export class LimitsOfTokens extends Migration {
  override up(): void {
    this.addSql(
      `create table "api_token_use" ("company_id" uuid not null, "token_id" uuid not null, "since" timestamptz not null, "requests" int not null, "cost" int not null, primary key ("company_id", "token_id"));`,
    )
    this.addSql(
      `alter table "api_token_use" add constraint "api_token_use_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "api_token_use" add constraint "api_token_use_company_id_token_id_foreign" foreign key ("company_id", "token_id") references "api_token" ("company_id", "id") on update no action on delete no action;`,
    )
    // Counted before anybody has entered a company; nobody who has needs it.
    this.addSql(`alter table "api_token_use" enable row level security;`)
    this.addSql(`create policy own_company on "api_token_use" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
  }
}
