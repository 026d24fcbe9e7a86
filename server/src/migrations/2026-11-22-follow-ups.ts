import { Migration } from '@mikro-orm/migrations'

/** A program may propose a question after an answer; what it was sent, and what came back, is kept with it. */
export class FollowUps extends Migration {
  override up(): void {
    this.addSql(
      `create table "follow_up" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "question_id" uuid not null, "answer_id" uuid not null, "status" text not null, "created_at" timestamptz not null, "sent_to" text not null, "language" text not null, "tries" int not null default 0, "next_try_at" timestamptz null, "leased_until" timestamptz null, "sent_at" timestamptz null, "model" text null, "sent_text" text null, "received_text" text null, "text" text null, "problem" text null, "asked_after" uuid null, "turn" int null, "asked_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "follow_up_due" on "follow_up" ("next_try_at") where status = 'WAITING';`)
    this.addSql(
      `alter table "follow_up" add constraint "follow_up_turn_once" unique ("company_id", "interview_id", "turn");`,
    )
    this.addSql(
      `create unique index "follow_up_once_per_answer" on "follow_up" ("company_id", "answer_id") where status <> 'DROPPED';`,
    )
    for (const [name, expression] of [
      ['tries', 'tries >= 0'],
      ['waits', `(status = 'WAITING') = (next_try_at is not null)`],
      [
        'asked',
        `(status = 'ASKED') = (turn is not null) and (turn is null) = (asked_after is null) and (turn is null) = (asked_at is null) and turn >= 1`,
      ],
      ['text', `(status not in ('PROPOSED', 'ASKED') or text is not null) and char_length(text) <= 300`],
      ['reason', `status not in ('DROPPED', 'FAILED') or problem is not null`],
      ['status_check', `"status" in ('WAITING', 'PROPOSED', 'ASKED', 'DROPPED', 'FAILED')`],
      ['language_check', `"language" in ('EN', 'SV', 'FR')`],
      [
        'problem_check',
        `"problem" in ('UNREACHABLE', 'TIMEOUT', 'REFUSED', 'NO_REPLY', 'INTERRUPTED', 'NO_QUESTION', 'UNFIT', 'OTHER_LANGUAGE', 'REPEATED', 'ANSWER_CHANGED', 'CONSENT_WITHDRAWN', 'TOO_LATE')`,
      ],
    ])
      this.addSql(`alter table "follow_up" add constraint "follow_up_${name}" check (${expression});`)
    for (const [column, table] of [
      ['interview_id', 'interview'],
      ['answer_id', 'question_answer'],
    ])
      this.addSql(
        `alter table "follow_up" add constraint "follow_up_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${table}" ("company_id", "id") on update no action on delete no action;`,
      )
    this.addSql(
      `alter table "follow_up" add constraint "follow_up_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "follow_up" enable row level security;`)
    this.addSql(`create policy own_company on "follow_up" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    // What was sent where stays told.
    this.addSql(`grant select, insert, update on "follow_up" to greenroom_app;`)
  }
}
