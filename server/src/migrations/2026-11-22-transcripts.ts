import { Migration } from '@mikro-orm/migrations'

/** What was said in a recording is written down by a service that the candidate has agreed to. */
export class Transcripts extends Migration {
  override up(): void {
    this.addSql(`alter table "recording_consent" add column "services" jsonb not null default '[]'::jsonb;`)
    this.addSql(
      `create table "transcript" ("company_id" uuid not null, "answer_id" uuid not null, "status" text not null, "sent_to" text not null, "tries" int not null default 0, "sent_at" timestamptz null, "next_try_at" timestamptz null, "leased_until" timestamptz null, "text" text null, "language" text null, "problem" text null, primary key ("company_id", "answer_id"));`,
    )
    this.addSql(`create index "transcript_due" on "transcript" ("next_try_at") where status = 'WAITING';`)
    for (const [name, expression] of [
      ['tries', 'tries >= 0'],
      ['waits', `(status = 'WAITING') = (next_try_at is not null)`],
      ['text', `(status = 'READY') = (text is not null) and char_length(text) <= 100000`],
      ['status_check', `"status" in ('WAITING', 'READY', 'FAILED', 'DROPPED')`],
      ['problem_check', `"problem" in ('TOO_LARGE', 'UNREACHABLE', 'TIMEOUT', 'REFUSED', 'NO_TEXT', 'INTERRUPTED')`],
    ])
      this.addSql(`alter table "transcript" add constraint "transcript_${name}" check (${expression});`)
    this.addSql(
      `alter table "transcript" add constraint "transcript_company_id_answer_id_foreign" foreign key ("company_id", "answer_id") references "question_answer" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "transcript" add constraint "transcript_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "transcript" enable row level security;`)
    this.addSql(`create policy own_company on "transcript" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    // What was sent where stays told.
    this.addSql(`grant select, insert, update on "transcript" to greenroom_app;`)
  }
}
