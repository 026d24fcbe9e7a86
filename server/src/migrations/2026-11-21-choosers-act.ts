import { Migration } from '@mikro-orm/migrations'

/** The audit trail tells what somebody did with a choose-a-slot link. */
export class ChoosersAct extends Migration {
  override up(): void {
    this.addSql(`alter table "audit_entry" drop constraint "audit_entry_actor_kind_check";`)
    this.addSql(
      `alter table "audit_entry" add constraint "audit_entry_actor_kind_check" check ("actor_kind" in ('STAFF', 'CANDIDATE', 'CHOOSER', 'SYSTEM'));`,
    )
  }
}
