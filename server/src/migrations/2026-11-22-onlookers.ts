import { Migration } from '@mikro-orm/migrations'

/** Who of a company has which interview open, by the word of each process that holds lines to their pages. */
export class Onlookers extends Migration {
  override up(): void {
    this.addSql(
      `create table "onlooker" ("company_id" uuid not null, "interview_id" uuid not null, "staff_member_id" uuid not null, "holder_id" uuid not null, "seen_at" timestamptz not null, primary key ("company_id", "interview_id", "staff_member_id", "holder_id"));`,
    )
    for (const other of ['interview', 'staff_member'])
      this.addSql(
        `alter table "onlooker" add constraint "onlooker_company_id_${other}_id_foreign" foreign key ("company_id", "${other}_id") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    this.addSql(
      `alter table "onlooker" add constraint "onlooker_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "onlooker" enable row level security;`)
    this.addSql(`create policy own_company on "onlooker" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    // What is said of onlookers is said outside of use cases, by the process itself; they only read it.
    this.addSql(`grant select on "onlooker" to greenroom_app;`)
  }
}
