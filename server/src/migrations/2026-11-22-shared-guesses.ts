import { Migration } from '@mikro-orm/migrations'

/** Failed sign-ins are counted by all instances together. */
export class SharedGuesses extends Migration {
  override up(): void {
    this.addSql(`alter table "auth_try" drop constraint "auth_try_kind_check";`)
    this.addSql(
      `alter table "auth_try" add constraint "auth_try_kind_check" check ("kind" in ('CURRENT_PASSWORD', 'RESET_FROM', 'RESET_FOR', 'SECOND_FACTOR', 'RECOVERY_CODE', 'SIGN_IN', 'SIGN_IN_FROM', 'SIGN_IN_FOR'));`,
    )
  }
}
