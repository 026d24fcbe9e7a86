import { Migration } from '@mikro-orm/migrations'

const table = 'slot_template_pool_member'

const reference = (columns: readonly string[], target: string, keys: readonly string[]) => {
  const names = (list: readonly string[]) => list.map((name) => `"${name}"`).join(', ')
  return `alter table "${table}" add constraint "${table}_${columns.join('_')}_foreign" foreign key (${names(columns)}) references "${target}" (${names(keys)}) on update no action on delete no action;`
}

/** A template may say that any one of a pool meets the candidates. */
export class PoolsOfTemplates extends Migration {
  override up(): void {
    this.addSql(
      `create table "${table}" ("company_id" uuid not null, "template_id" uuid not null, "pool" int not null, "interviewer_id" uuid not null, primary key ("company_id", "template_id", "pool", "interviewer_id"));`,
    )
    this.addSql(`alter table "${table}" add constraint "${table}_pool" check (pool >= 1 and pool <= 10);`)
    this.addSql(reference(['company_id'], 'company', ['id']))
    this.addSql(reference(['company_id', 'template_id'], 'slot_template', ['company_id', 'id']))
    this.addSql(reference(['company_id', 'interviewer_id'], 'staff_member', ['company_id', 'id']))
    this.addSql(`alter table "${table}" enable row level security;`)
    this.addSql(`create policy own_company on "${table}" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    this.addSql(`grant select, insert, update, delete on "${table}" to greenroom_app;`)
  }
}
