import { Migration } from '@mikro-orm/migrations'

/** People choose of what they are reminded by email. */
export class OwnNotifications extends Migration {
  override up(): void {
    this.addSql(`alter table "staff_member" add column "wants_reminders" boolean not null default true,
      add column "wants_feedback_reminders" boolean not null default true;`)
  }
}
