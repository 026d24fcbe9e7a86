import { Migration } from '@mikro-orm/migrations'

/** People are reminded of their interviews, at times that their company chooses. */
export class Reminders extends Migration {
  override up(): void {
    this.addSql(
      `create table "reminder_settings" ("company_id" uuid not null, "first_minutes" int null, "second_minutes" int null, "remind_interviewers" boolean not null, primary key ("company_id"));`,
    )
    this.addSql(
      `alter table "reminder_settings" add constraint "reminder_settings_minutes" check (first_minutes between 15 and 20160 and second_minutes between 15 and 20160);`,
    )
    this.addSql(
      `alter table "reminder_settings" add constraint "reminder_settings_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "reminder_settings" enable row level security;`)
    this.addSql(`create policy own_company on "reminder_settings" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "reminder_settings" to greenroom_app;`)

    this.addSql(`alter table "delivery" drop constraint "delivery_kind_check";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION'));`,
    )
    this.addSql(`alter table "email_words" drop constraint "email_words_message_check";`)
    this.addSql(
      `alter table "email_words" add constraint "email_words_message_check" check ("message" in ('INVITATION', 'CHOSEN', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'INTERVIEWER_INVITATION', 'INTERVIEWER_CHOSEN', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED', 'INTERVIEWER_REMINDER'));`,
    )
    // What comes up is looked for across companies, several times a minute.
    this.addSql(`create index "interview_coming_up" on "interview" ("starts_at") where status = 'SCHEDULED';`)
  }
}
