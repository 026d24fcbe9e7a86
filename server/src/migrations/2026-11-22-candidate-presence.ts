import { Migration } from '@mikro-orm/migrations'

/** Whether candidates are on their pages, by the word of each process that holds lines to them. */
export class CandidatePresence extends Migration {
  override up(): void {
    this.addSql(
      `create table "candidate_presence" ("company_id" uuid not null, "interview_id" uuid not null, "holder_id" uuid not null, "open_since" timestamptz not null, "seen_at" timestamptz not null, "is_held" boolean not null, "said_goodbye" boolean not null, primary key ("company_id", "interview_id", "holder_id"));`,
    )
    this.addSql(
      `create index "candidate_presence_held" on "candidate_presence" ("company_id", "interview_id") where is_held;`,
    )
    this.addSql(
      `alter table "candidate_presence" add constraint "candidate_presence_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "candidate_presence" add constraint "candidate_presence_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "candidate_presence" enable row level security;`)
    this.addSql(`create policy own_company on "candidate_presence" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "candidate_presence" to greenroom_app;`)
  }
}
