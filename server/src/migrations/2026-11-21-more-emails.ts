import { Migration } from '@mikro-orm/migrations'

/** Emails that are about no interview, and what candidates were told of the time of theirs. */
export class MoreEmails extends Migration {
  override up(): void {
    this.addSql(
      `alter table "invitation" add column "told_starts_at" timestamptz null, add column "told_ends_at" timestamptz null;`,
    )
    // No interview could be moved before this: what was sent said what is true today.
    this.addSql(`update "invitation" set told_starts_at = interview.starts_at, told_ends_at = interview.ends_at
      from "interview"
      where interview.company_id = invitation.company_id and interview.id = invitation.interview_id
        and exists (select from "delivery" where delivery.company_id = invitation.company_id
          and delivery.invitation_id = invitation.id and delivery.status in ('SENT', 'BOUNCED'));`)
    this.addSql(
      `alter table "invitation" add constraint "invitation_told" check (num_nonnulls(told_starts_at, told_ends_at) in (0, 2));`,
    )

    this.addSql(`alter table "delivery" add column "candidate_id" uuid null, add column "application_id" uuid null,
      add column "scheduling_link_id" uuid null, add column "waitlist_entry_id" uuid null,
      alter column "invitation_id" drop not null;`)
    this.addSql(`update "delivery" set candidate_id = invitation.candidate_id, application_id = interview.application_id
      from "invitation" join "interview"
        on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
      where invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id;`)
    this.addSql(
      `alter table "delivery" alter column "candidate_id" set not null, alter column "application_id" set not null;`,
    )
    this.addSql(`alter table "delivery" drop constraint "delivery_kind_check";`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'CHOOSE_SLOT', 'WAITLIST_OFFER'));`,
    )
    this.addSql(
      `alter table "delivery" add constraint "delivery_subject" check (num_nonnulls(invitation_id, scheduling_link_id, waitlist_entry_id) = 1 and (kind = 'CHOOSE_SLOT') = (scheduling_link_id is not null) and (kind = 'WAITLIST_OFFER') = (waitlist_entry_id is not null));`,
    )
    for (const [column, other] of [
      ['candidate_id', 'candidate'],
      ['application_id', 'application'],
      ['scheduling_link_id', 'scheduling_link'],
      ['waitlist_entry_id', 'waitlist_entry'],
    ])
      this.addSql(
        `alter table "delivery" add constraint "delivery_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )
    this.addSql(
      `create index "delivery_by_scheduling_link" on "delivery" ("company_id", "scheduling_link_id") where scheduling_link_id is not null;`,
    )
    this.addSql(
      `create index "delivery_by_waitlist_entry" on "delivery" ("company_id", "waitlist_entry_id") where waitlist_entry_id is not null;`,
    )
    this.addSql(`create index "delivery_by_candidate" on "delivery" ("company_id", "candidate_id", "queued_at", "id");`)
  }
}
