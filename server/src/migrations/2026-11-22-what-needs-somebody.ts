import { Migration } from '@mikro-orm/migrations'

/** What needs somebody is looked for at each look at the day: among what is live, and not among all there ever was. */
export class WhatNeedsSomebody extends Migration {
  override up(): void {
    this.addSql(
      `create index "interview_live" on "interview" ("company_id", "starts_at", "id") where status in ('SCHEDULED', 'IN_PROGRESS');`,
    )
    this.addSql(
      `create index "delivery_not_arrived" on "delivery" ("company_id", "queued_at", "id") where status in ('BOUNCED', 'FAILED', 'SKIPPED_NO_ADDRESS');`,
    )
    this.addSql(
      `create index "invitation_answer_proposed" on "invitation_answer" ("company_id", "recorded_at") where proposed_starts_at is not null and outcome = 'APPLIED' and settled_as is null;`,
    )
  }
}
