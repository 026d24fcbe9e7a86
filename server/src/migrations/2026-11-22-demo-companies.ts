import { Migration } from '@mikro-orm/migrations'

/** A company may have a demo, which is a company of its own: it is known by whose it is. */
export class DemoCompanies extends Migration {
  override up(): void {
    this.addSql(`alter table "company" add column "demo_of_id" uuid null;`)
    this.addSql(`alter table "company" add constraint "company_one_demo" unique ("demo_of_id");`)
  }
}
