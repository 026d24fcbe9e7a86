import { Migration } from '@mikro-orm/migrations'

const reference = (table: string, column: string, target: string) =>
  `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${target}" ("company_id", "id") on update no action on delete no action;`

/** Any one of a pool meets the candidates of a slot; an interview that is moved keeps where it was. */
export class PanelsAndMoves extends Migration {
  override up(): void {
    this.addSql(`alter table "interview" add column "override_reason" text null;`)
    this.addSql(
      `create table "slot_pool_member" ("company_id" uuid not null, "slot_id" uuid not null, "pool" int not null, "interviewer_id" uuid not null, primary key ("company_id", "slot_id", "pool", "interviewer_id"));`,
    )
    this.addSql(
      `alter table "slot_pool_member" add constraint "slot_pool_member_pool" check (pool >= 1 and pool <= 10);`,
    )
    this.addSql(
      `create table "interview_move" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "at" timestamptz not null, "actor_kind" text not null, "actor_id" uuid null, "from_starts_at" timestamptz not null, "from_ends_at" timestamptz not null, "to_starts_at" timestamptz not null, "to_ends_at" timestamptz not null, "from_slot_id" uuid null, "to_slot_id" uuid null, "reason" text null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "interview_move" add constraint "interview_move_actor_kind_check" check ("actor_kind" in ('STAFF', 'CANDIDATE', 'SYSTEM'));`,
    )
    this.addSql(`create index "interview_move_by_interview" on "interview_move" ("company_id", "interview_id", "at");`)
    this.addSql(reference('slot_pool_member', 'slot_id', 'slot'))
    this.addSql(reference('slot_pool_member', 'interviewer_id', 'staff_member'))
    this.addSql(reference('interview_move', 'interview_id', 'interview'))
    this.addSql(reference('interview_move', 'from_slot_id', 'slot'))
    this.addSql(reference('interview_move', 'to_slot_id', 'slot'))
    for (const table of ['slot_pool_member', 'interview_move']) {
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
