import { Migration } from '@mikro-orm/migrations'

/** Who listens to an answer remarks on it, at a second of it or on the whole. */
export class AnswerNotes extends Migration {
  override up(): void {
    this.addSql(
      `create table "answer_note" ("company_id" uuid not null, "id" uuid not null, "answer_id" uuid not null, "author_id" uuid not null, "at_milliseconds" int null, "text" text not null, "created_at" timestamptz not null, "changed_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "answer_note_by_answer" on "answer_note" ("company_id", "answer_id");`)
    this.addSql(
      `alter table "answer_note" add constraint "answer_note_place" check (at_milliseconds >= 0 and at_milliseconds <= 7200000);`,
    )
    this.addSql(
      `alter table "answer_note" add constraint "answer_note_text" check (char_length(text) >= 1 and char_length(text) <= 2000);`,
    )
    for (const [column, other] of [
      ['answer_id', 'question_answer'],
      ['author_id', 'staff_member'],
    ])
      this.addSql(
        `alter table "answer_note" add constraint "answer_note_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    this.addSql(
      `alter table "answer_note" add constraint "answer_note_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "answer_note" enable row level security;`)
    this.addSql(`create policy own_company on "answer_note" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "answer_note" to greenroom_app;`)
  }
}
