import { Migration } from '@mikro-orm/migrations'

/** A decision may be told by email. Such an email is about an application and nothing else. */
export class DecisionsByEmail extends Migration {
  override up(): void {
    this.addSql(`alter table "delivery" drop constraint "delivery_kind_check", drop constraint "delivery_subject";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'DECISION'));`,
    )
    this.addSql(
      `alter table "delivery" add constraint "delivery_subject" check (num_nonnulls(invitation_id, scheduling_link_id, waitlist_entry_id) = case kind when 'DECISION' then 0 else 1 end and (kind = 'CHOOSE_SLOT') = (scheduling_link_id is not null) and (kind in ('WAITLIST_OFFER', 'WAITLIST_CANCELLATION')) = (waitlist_entry_id is not null));`,
    )
    this.addSql(`alter table "email_words" drop constraint "email_words_message_check";`)
    this.addSql(
      `alter table "email_words" add constraint "email_words_message_check" check ("message" in ('INVITATION', 'CHOSEN', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'APPROVAL', 'REJECTION', 'INTERVIEWER_INVITATION', 'INTERVIEWER_CHOSEN', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED', 'INTERVIEWER_REMINDER'));`,
    )
  }
}
