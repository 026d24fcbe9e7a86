import { Migration } from '@mikro-orm/migrations'

/** People get the link to join by email, and one to choose another password where they have forgotten theirs. */
export class EmailsAboutAccounts extends Migration {
  override up(): void {
    this.addSql(`alter table "delivery" alter column "application_id" drop not null;`)
    this.addSql(`alter table "delivery" drop constraint "delivery_kind_check";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'DECISION', 'FEEDBACK_REQUEST', 'FEEDBACK_REMINDER', 'STAFF_INVITATION', 'PASSWORD_RESET'));`,
    )
    this.addSql(`alter table "delivery" drop constraint "delivery_subject";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_subject" check (num_nonnulls(invitation_id, scheduling_link_id, waitlist_entry_id) = case when kind in ('DECISION', 'STAFF_INVITATION', 'PASSWORD_RESET') then 0 else 1 end and (application_id is null) = (kind in ('STAFF_INVITATION', 'PASSWORD_RESET')) and (application_id is not null or staff_member_id is not null) and (kind = 'CHOOSE_SLOT') = (scheduling_link_id is not null) and (kind in ('WAITLIST_OFFER', 'WAITLIST_CANCELLATION')) = (waitlist_entry_id is not null));`,
    )
    this.addSql(`alter table "email_words" drop constraint "email_words_message_check";`)
    this.addSql(
      `alter table "email_words" add constraint "email_words_message_check" check ("message" in ('INVITATION', 'CHOSEN', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'REMINDER', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'APPROVAL', 'REJECTION', 'INTERVIEWER_INVITATION', 'INTERVIEWER_CHOSEN', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED', 'INTERVIEWER_REMINDER', 'FEEDBACK_REQUEST', 'FEEDBACK_REMINDER', 'STAFF_INVITATION', 'PASSWORD_RESET'));`,
    )
    this.addSql(`alter table "auth_try" drop constraint "auth_try_kind_check";`)
    this.addSql(
      `alter table "auth_try" add constraint "auth_try_kind_check" check ("kind" in ('CURRENT_PASSWORD', 'RESET_FROM', 'RESET_FOR'));`,
    )
    this.addSql(`alter table "auth_try" add column "settled_at" timestamptz null;`)
    this.addSql(`create index "auth_try_waiting" on "auth_try" ("at") where kind = 'RESET_FOR' and settled_at is null;`)
    // Once, by an email that was queued since, and not after the password was set in whatever way.
    this
      .addSql(`create function greenroom_reset_password(came_with uuid, since timestamptz, chosen text) returns boolean
      language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        with changed as (update auth_account account
          set password = chosen, password_set_at = now(), updated_at = now()
          from delivery join staff_member person
            on person.company_id = delivery.company_id and person.id = delivery.staff_member_id
          where delivery.company_id = current_setting('greenroom.company_id')::uuid and delivery.id = came_with
            and delivery.kind = 'PASSWORD_RESET' and delivery.queued_at > since
            and person.active and person.joined_at is not null
            and account.user_id = person.user_id and account.provider_id = 'credential'
            and account.password_set_at < delivery.queued_at
          returning 1)
        select exists (select from changed)
      $$;`)
    this.addSql(`revoke all on function greenroom_reset_password(uuid, timestamptz, text) from public;`)
    this.addSql(`grant execute on function greenroom_reset_password(uuid, timestamptz, text) to greenroom_app;`)
  }
}
