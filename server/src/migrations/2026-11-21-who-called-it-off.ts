import { Migration } from '@mikro-orm/migrations'

/** An interview says who called it off; of those that were before this, the audit trail knows. */
export class WhoCalledItOff extends Migration {
  override up(): void {
    this.addSql(
      `alter table "interview" add column "cancelled_by_kind" text null, add column "cancelled_by_id" uuid null;`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_cancelled_by_kind_check" check ("cancelled_by_kind" in ('STAFF', 'CANDIDATE', 'SYSTEM'));`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_company_id_cancelled_by_id_foreign" foreign key ("company_id", "cancelled_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(`update "interview" set cancelled_by_kind = entry.actor_kind,
        cancelled_by_id = case when entry.actor_kind = 'STAFF' then entry.actor_id end
      from "audit_entry" entry
      where entry.company_id = interview.company_id and entry.entity_id = interview.id
        and entry.action = 'InterviewCancelled' and interview.status = 'CANCELLED' and entry.actor_kind <> 'CHOOSER';`)
  }
}
