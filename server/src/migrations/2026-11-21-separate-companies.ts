import { Migration } from '@mikro-orm/migrations'

/** Tables whose rows belong to a company, with the column that says to which. */
const companyTables = [
  ['company', 'id'],
  ...[
    'staff_member',
    'job',
    'question',
    'candidate',
    'application',
    'slot',
    'slot_interviewer',
    'interview',
    'interview_interviewer',
    'interviewer_time',
    'booking',
    'invitation',
    'delivery',
    'audit_entry',
    'idempotency_key',
    'live_event',
  ].map((table) => [table, 'company_id'] as const),
] as const

/**
 * Requests are served as the role `greenroom_app`, which sees the rows of one company per transaction and owns
 * nothing. The audit trail can only grow for it, and the sign-in tables do not exist for it.
 */
export class SeparateCompanies extends Migration {
  override up(): void {
    // A role belongs to the whole server, so another database may have made it. Where the migrating user may not
    // make roles, the operator makes it once: create role greenroom_app nologin; grant greenroom_app to <user>.
    this.addSql(`do $$ begin
      if not exists (select from pg_roles where rolname = 'greenroom_app') then
        create role greenroom_app nologin noinherit nobypassrls;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;`)
    // Since version 16 the maker of a role may grant it, but not yet become it. Who may do neither fails at once, with
    // the words of Postgres, and not at the first request.
    this.addSql(`do $$ begin
      execute format('grant greenroom_app to %I', current_user);
    exception when insufficient_privilege then null;
    end $$;`)
    this.addSql('set local role greenroom_app;')
    this.addSql('reset role;')
    this.addSql('grant usage on schema public to greenroom_app;')
    for (const [table, column] of companyTables) {
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using ("${column}" = current_setting('greenroom.company_id')::uuid)
        with check ("${column}" = current_setting('greenroom.company_id')::uuid);`)
      const rights =
        table === 'audit_entry' || table === 'live_event' ? 'select, insert' : 'select, insert, update, delete'
      this.addSql(`grant ${rights} on "${table}" to greenroom_app;`)
    }
    this.addSql('grant usage on all sequences in schema public to greenroom_app;')
    this.addSql('grant select on mail_pause to greenroom_app;')
  }
}
