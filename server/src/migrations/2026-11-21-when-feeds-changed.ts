import { Migration } from '@mikro-orm/migrations'

/** Since when a feed has said what it says. */
export class WhenFeedsChanged extends Migration {
  override up(): void {
    this.addSql(`alter table "calendar_feed" add column "content_hash" text null,
      add column "content_since" timestamptz null;`)
  }
}
