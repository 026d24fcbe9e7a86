import { Migration } from '@mikro-orm/migrations'

/** Links by which candidates choose a time themselves, places held while they do, and who waits for a full slot. */
export class ChooseASlot extends Migration {
  override up(): void {
    this.addSql(
      `create table "scheduling_link" ("company_id" uuid not null, "id" uuid not null, "application_id" uuid not null, "round" int not null, "version" int not null default 1, "expires_at" timestamptz not null, "revoked_at" timestamptz null, "created_by_id" uuid null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create table "waitlist_entry" ("company_id" uuid not null, "id" uuid not null, "slot_id" uuid not null, "application_id" uuid not null, "round" int not null, "status" text not null default 'WAITING', "created_at" timestamptz not null default now(), "offered_at" timestamptz null, "offer_expires_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create index "waitlist_entry_by_slot" on "waitlist_entry" ("company_id", "slot_id", "created_at", "id");`,
    )
    this.addSql(`create index "waitlist_entry_by_application" on "waitlist_entry" ("company_id", "application_id");`)
    this.addSql(
      `create index "waitlist_entry_by_offer" on "waitlist_entry" ("offer_expires_at") where status = 'OFFERED';`,
    )
    this.addSql(
      `create unique index "waitlist_entry_waits_once" on "waitlist_entry" ("company_id", "slot_id", "application_id") where status in ('WAITING', 'OFFERED');`,
    )
    this.addSql(
      `create table "slot_hold" ("company_id" uuid not null, "id" uuid not null, "slot_id" uuid not null, "application_id" uuid not null, "waitlist_entry_id" uuid null, "expires_at" timestamptz not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "slot_hold_by_slot" on "slot_hold" ("company_id", "slot_id", "expires_at");`)
    this.addSql(`create index "slot_hold_by_end" on "slot_hold" ("expires_at");`)
    this.addSql(
      `create unique index "slot_hold_one_per_application" on "slot_hold" ("company_id", "application_id") where waitlist_entry_id is null;`,
    )

    for (const [table, name, columns] of [
      ['scheduling_link', 'scheduling_link_one_per_round', '"company_id", "application_id", "round"'],
      ['slot_hold', 'slot_hold_one_per_offer', '"company_id", "waitlist_entry_id"'],
    ])
      this.addSql(`alter table "${table}" add constraint "${name}" unique (${columns});`)

    for (const [table, column, other] of [
      ['scheduling_link', 'application_id', 'application'],
      ['scheduling_link', 'created_by_id', 'staff_member'],
      ['waitlist_entry', 'slot_id', 'slot'],
      ['waitlist_entry', 'application_id', 'application'],
      ['slot_hold', 'slot_id', 'slot'],
      ['slot_hold', 'application_id', 'application'],
      ['slot_hold', 'waitlist_entry_id', 'waitlist_entry'],
    ])
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${other}" ("company_id", "id") on update no action on delete no action;`,
      )

    for (const [table, name, expression] of [
      ['scheduling_link', 'round', 'round >= 1 and round <= 50'],
      ['waitlist_entry', 'round', 'round >= 1 and round <= 50'],
      [
        'waitlist_entry',
        'offer',
        `num_nonnulls(offered_at, offer_expires_at) = 2 or (num_nonnulls(offered_at, offer_expires_at) = 0 and status in ('WAITING', 'WITHDRAWN'))`,
      ],
      ['waitlist_entry', 'status_check', `"status" in ('WAITING', 'OFFERED', 'TAKEN', 'LAPSED', 'WITHDRAWN')`],
    ])
      this.addSql(`alter table "${table}" add constraint "${table}_${name}" check (${expression});`)

    for (const table of ['scheduling_link', 'waitlist_entry', 'slot_hold']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
    }
  }
}
