import { Migration } from '@mikro-orm/migrations'

/** People choose by which clocks and in which language they read. */
export class OwnSettings extends Migration {
  override up(): void {
    this.addSql(`alter table "staff_member" add column "clocks" text not null default 'COMPANY',
      add column "time_zone" text null, add column "language" text null;`)
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_clocks_check" check ("clocks" in ('COMPANY', 'DEVICE', 'CHOSEN'));`,
    )
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_language_check" check ("language" in ('EN', 'SV', 'FR'));`,
    )
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_clocks" check ((clocks = 'CHOSEN') = (time_zone is not null));`,
    )
  }
}
