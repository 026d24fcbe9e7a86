import { Migration } from '@mikro-orm/migrations'

/** Invitations of those who meet the candidate, beside the candidate's own. */
export class Participants extends Migration {
  override up(): void {
    this.addSql(`alter table "interview_interviewer" add column "rsvp" text not null default 'NEEDS_ACTION',
      add column "rsvp_at" timestamptz null,
      add constraint "interview_interviewer_rsvp_check" check ("rsvp" in ('NEEDS_ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED'));`)

    this.addSql(`alter table "invitation" add column "staff_member_id" uuid null, add column "told_address" text null,
      add column "ended_at" timestamptz null, alter column "candidate_id" drop not null;`)
    // What was sent went to the address of its newest email that left.
    this.addSql(`update "invitation" set told_address = coalesce((
        select recipient_address from "delivery"
        where delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id
          and delivery.status in ('SENT', 'BOUNCED')
        order by sent_at desc nulls last limit 1), '')
      where told_starts_at is not null;`)
    this
      .addSql(`alter table "invitation" drop constraint "invitation_told", drop constraint "invitation_once_per_candidate",
      add constraint "invitation_told" check (num_nonnulls(told_starts_at, told_ends_at, told_address) in (0, 3)),
      add constraint "invitation_participant" check (num_nonnulls(candidate_id, staff_member_id) = 1);`)
    for (const [whose, column] of [
      ['candidate', 'candidate_id'],
      ['interviewer', 'staff_member_id'],
    ])
      this.addSql(
        `create unique index "invitation_once_per_${whose}" on "invitation" ("company_id", "interview_id", "${column}") where ended_at is null;`,
      )
    this.addSql(`create index "invitation_by_interview" on "invitation" ("company_id", "interview_id", "id");`)

    this
      .addSql(`alter table "delivery" add column "staff_member_id" uuid null, alter column "candidate_id" drop not null,
      add constraint "delivery_recipient" check (num_nonnulls(candidate_id, staff_member_id) = 1);`)
    this.addSql(
      `create index "delivery_by_staff_member" on "delivery" ("company_id", "staff_member_id", "queued_at", "id") where staff_member_id is not null;`,
    )
    for (const table of ['invitation', 'delivery'])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_staff_member_id_foreign" foreign key ("company_id", "staff_member_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
      )
  }
}
