import { Migration } from '@mikro-orm/migrations'

/** Interviewers write scorecards, are asked for them by email when an interview was held, and reminded of them. */
export class Scorecards extends Migration {
  override up(): void {
    this.addSql(
      `create table "scorecard" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "author_id" uuid not null, "revision" int not null, "submitted_at" timestamptz null, "created_at" timestamptz not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "scorecard" add constraint "scorecard_once_per_interviewer" unique ("company_id", "interview_id", "author_id");`,
    )
    this.addSql(
      `create table "scorecard_version" ("company_id" uuid not null, "scorecard_id" uuid not null, "number" int not null, "recommendation" text null, "words" text null, "saved_at" timestamptz not null, "submitted_at" timestamptz null, primary key ("company_id", "scorecard_id", "number"));`,
    )
    this.addSql(
      `create unique index "scorecard_version_one_draft" on "scorecard_version" ("company_id", "scorecard_id") where submitted_at is null;`,
    )
    this.addSql(
      `create table "scorecard_score" ("company_id" uuid not null, "scorecard_id" uuid not null, "number" int not null, "criterion_id" uuid not null, "score" smallint null, "not_seen" boolean not null, "words" text null, primary key ("company_id", "scorecard_id", "number", "criterion_id"));`,
    )
    for (const [name, expression] of [
      ['bounds', 'score >= 1 and score <= 5'],
      ['seen', 'not (not_seen and score is not null)'],
      ['words', 'char_length(words) <= 10000'],
    ])
      this.addSql(`alter table "scorecard_score" add constraint "scorecard_score_${name}" check (${expression});`)
    for (const [name, expression] of [
      ['recommendation_check', `"recommendation" in ('STRONG_NO', 'NO', 'YES', 'STRONG_YES')`],
      ['recommends', 'submitted_at is null or recommendation is not null'],
      ['words', 'char_length(words) <= 10000'],
    ])
      this.addSql(`alter table "scorecard_version" add constraint "scorecard_version_${name}" check (${expression});`)
    for (const [table, column, other] of [
      ['scorecard', 'interview_id', 'interview'],
      ['scorecard', 'author_id', 'staff_member'],
      ['scorecard_version', 'scorecard_id', 'scorecard'],
      ['scorecard_score', 'scorecard_id', 'scorecard'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    for (const table of ['scorecard', 'scorecard_version', 'scorecard_score']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }

    this.addSql(`alter table "delivery" drop constraint "delivery_kind_check";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'DECISION', 'FEEDBACK_REQUEST', 'FEEDBACK_REMINDER'));`,
    )
    // Who was asked for feedback lately is looked for across companies, several times a minute.
    this.addSql(`create index "delivery_feedback_asked" on "delivery" ("queued_at") where kind = 'FEEDBACK_REQUEST';`)
    this.addSql(`alter table "email_words" drop constraint "email_words_message_check";`)
    this.addSql(
      `alter table "email_words" add constraint "email_words_message_check" check ("message" in ('INVITATION', 'CHOSEN', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'APPROVAL', 'REJECTION', 'INTERVIEWER_INVITATION', 'INTERVIEWER_CHOSEN', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED', 'INTERVIEWER_REMINDER', 'FEEDBACK_REQUEST', 'FEEDBACK_REMINDER'));`,
    )
    // Companies that have chosen when they remind get the reminders of feedback that everybody has.
    this.addSql(
      `alter table "reminder_settings" add column "feedback_reminders" int not null default 2, add column "feedback_minutes" int not null default 1440;`,
    )
    this.addSql(
      `alter table "reminder_settings" alter column "feedback_reminders" drop default, alter column "feedback_minutes" drop default;`,
    )
    this.addSql(
      `alter table "reminder_settings" add constraint "reminder_settings_feedback" check (feedback_reminders >= 0 and feedback_reminders <= 2 and feedback_minutes >= 60 and feedback_minutes <= 20160);`,
    )
  }
}
