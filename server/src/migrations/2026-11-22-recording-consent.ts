import { Migration } from '@mikro-orm/migrations'

/** Companies say what they record and for how long, and candidates agree to it; what they agreed to never changes. */
export class RecordingConsent extends Migration {
  override up(): void {
    this.addSql(
      `create table "room_settings" ("company_id" uuid not null, "words" jsonb not null, "allows_text" boolean not null, "records_video" boolean not null, "kept_days" int not null, primary key ("company_id"));`,
    )
    this.addSql(
      `alter table "room_settings" add constraint "room_settings_kept_days" check (kept_days >= 1 and kept_days <= 3650);`,
    )
    this.addSql(
      `create table "recording_consent" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "version" text not null, "language" text not null, "text" text not null, "records_video" boolean not null, "kept_days" int not null, "given_at" timestamptz not null, "withdrawn_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create index "recording_consent_by_interview" on "recording_consent" ("company_id", "interview_id", "given_at");`,
    )
    this.addSql(
      `alter table "recording_consent" add constraint "recording_consent_language_check" check ("language" in ('EN', 'SV', 'FR'));`,
    )
    this.addSql(
      `alter table "recording_consent" add constraint "recording_consent_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
    for (const [table, rights] of [
      ['room_settings', 'select, insert, update, delete'],
      ['recording_consent', 'select, insert, update (withdrawn_at)'],
    ]) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
      )
      this.addSql(`alter table "${table}" enable row level security;`)
      this.addSql(`create policy own_company on "${table}" to greenroom_app
        using (company_id = current_setting('greenroom.company_id')::uuid)
        with check (company_id = current_setting('greenroom.company_id')::uuid);`)
      this.addSql(`grant ${rights} on "${table}" to greenroom_app;`)
    }
  }
}
