import { Migration } from '@mikro-orm/migrations'

/** Candidates answer questions in the room: where they are, their takes, and the parts in which recordings come. */
export class QuestionAnswers extends Migration {
  override up(): void {
    this.addSql(
      `create table "room_progress" ("company_id" uuid not null, "interview_id" uuid not null, "question_id" uuid null, "asked_at" timestamptz not null, primary key ("company_id", "interview_id"));`,
    )
    this.addSql(
      `create table "question_answer" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "question_id" uuid not null, "take" int not null, "kind" text not null, "status" text not null, "page" text null, "text" text null, "content_type" text null, "head" bytea null, "received_bytes" int not null default 0, "bytes" int null, "sha256" text null, "duration_seconds" double precision null, "began_at" timestamptz not null, "ended_at" timestamptz null, "settled_at" timestamptz null, "checked_until" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create index "question_answer_unsettled" on "question_answer" ("interview_id") where settled_at is null;`,
    )
    this.addSql(
      `alter table "question_answer" add constraint "question_answer_take_once" unique ("company_id", "interview_id", "question_id", "take");`,
    )
    this.addSql(
      `create unique index "question_answer_one_recorded" on "question_answer" ("company_id", "interview_id") where status = 'RECORDING';`,
    )
    this.addSql(
      `create unique index "question_answer_one_counts" on "question_answer" ("company_id", "interview_id", "question_id") where status = 'KEPT';`,
    )
    for (const [name, expression] of [
      ['take', 'take >= 1'],
      ['received', 'received_bytes >= 0 and received_bytes <= coalesce(bytes, 2147483647)'],
      ['told', '(bytes is null) = (sha256 is null)'],
      ['text', `(kind = 'TEXT') = (text is not null) and char_length(text) <= 10000`],
      ['whole', `status <> 'KEPT' or kind = 'TEXT' or (received_bytes = bytes and content_type is not null)`],
      ['settled', `(status in ('RECORDING', 'SENDING')) = (settled_at is null)`],
      ['kind_check', `"kind" in ('AUDIO', 'VIDEO', 'TEXT')`],
      ['status_check', `"status" in ('RECORDING', 'SENDING', 'KEPT', 'REPLACED', 'LOST')`],
    ])
      this.addSql(`alter table "question_answer" add constraint "question_answer_${name}" check (${expression});`)

    this.addSql(
      `create table "answer_part" ("company_id" uuid not null, "id" uuid not null, "answer_id" uuid not null, "first_byte" int not null, "bytes" int null, "begun_at" timestamptz not null, "removed_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create index "answer_part_to_remove" on "answer_part" ("begun_at") where removed_at is not null or bytes is null;`,
    )
    this.addSql(
      `create unique index "answer_part_place_once" on "answer_part" ("company_id", "answer_id", "first_byte") where bytes is not null and removed_at is null;`,
    )
    this.addSql(`alter table "answer_part" add constraint "answer_part_place" check (first_byte >= 0 and bytes > 0);`)

    for (const [table, column, other] of [
      ['room_progress', 'interview_id', 'interview'],
      ['question_answer', 'interview_id', 'interview'],
      ['answer_part', 'answer_id', 'question_answer'],
    ]) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
  }
}
