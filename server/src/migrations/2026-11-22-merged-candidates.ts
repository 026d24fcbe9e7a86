import { Migration } from '@mikro-orm/migrations'

/** Two entries of one person become one; what was told under the other one goes on as it was. */
export class MergedCandidates extends Migration {
  override up(): void {
    this.addSql(
      `create table "merged_candidate" ("company_id" uuid not null, "id" uuid not null, "candidate_id" uuid not null, "merged_by_id" uuid null, "merged_at" timestamptz not null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "merged_candidate_by_id" on "merged_candidate" ("id");`)
    this.addSql(`create index "merged_candidate_by_candidate" on "merged_candidate" ("company_id", "candidate_id");`)
    for (const [columns, table, name] of [
      ['"company_id"', '"company" ("id")', 'company_id'],
      ['"company_id", "candidate_id"', '"candidate" ("company_id", "id")', 'company_id_candidate_id'],
      ['"company_id", "merged_by_id"', '"staff_member" ("company_id", "id")', 'company_id_merged_by_id'],
    ])
      this.addSql(
        `alter table "merged_candidate" add constraint "merged_candidate_${name}_foreign" foreign key (${columns}) references ${table} on update no action on delete no action;`,
      )
    this.addSql(`alter table "merged_candidate" enable row level security;`)
    this.addSql(`create policy own_company on "merged_candidate" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "merged_candidate" to greenroom_app;`)
    this.addSql(`alter table "invitation" add column "reply_to_id" uuid null, add column "kept_address" text null;`)
    this.addSql(
      `create index "candidate_by_plain_email" on "candidate" ("company_id", (${plainEmail})) where email is not null;`,
    )
    this.addSql(
      `create index "candidate_by_plain_phone" on "candidate" ("company_id", (${plainPhone})) where phone is not null;`,
    )
    this.addSql(`create index "candidate_by_plain_name" on "candidate" ("company_id", (${plainName}));`)
    this.addSql(`create index "candidate_by_creation" on "candidate" ("company_id", "created_at", "id");`)
    this.addSql(
      `create index "inbound_message_by_candidate" on "inbound_message" ("company_id", "candidate_id") where candidate_id is not null;`,
    )
  }
}

const plainEmail = `lower(regexp_replace(email, '[+][^@]*@', '@'))`
const plainPhone = `right(regexp_replace(phone, '[^0-9]', '', 'g'), 9)`
const plainName = `lower(regexp_replace(btrim(name), '[[:space:]]+', ' ', 'g'))`
