import { Migration } from '@mikro-orm/migrations'

/** Questions in the voice of somebody of the company. */
export class QuestionVoices extends Migration {
  override up(): void {
    this.addSql(
      `create table "question_voice" ("company_id" uuid not null, "id" uuid not null, "recorded_by_id" uuid not null, "recorded_at" timestamptz not null, "content_type" text not null, "bytes" int not null, "sha256" text not null, "duration_seconds" double precision null, "language" text null, "text" text null, "used_at" timestamptz null, "removed_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "question_voice_unused" on "question_voice" ("recorded_at") where used_at is null;`)
    for (const [name, expression] of [
      ['size', 'bytes > 0'],
      ['words', '(used_at is null) = (text is null) and (used_at is null) = (language is null)'],
      ['stays', 'used_at is null or removed_at is null'],
      ['content_type_check', `"content_type" in ('audio/webm', 'audio/mp4', 'audio/ogg', 'audio/wav')`],
      ['language_check', `"language" in ('EN', 'SV', 'FR')`],
    ])
      this.addSql(`alter table "question_voice" add constraint "question_voice_${name}" check (${expression});`)
    this.addSql(
      `alter table "question_voice" add constraint "question_voice_company_id_recorded_by_id_foreign" foreign key ("company_id", "recorded_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "question_voice" add constraint "question_voice_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(`alter table "question_voice" enable row level security;`)
    this.addSql(`create policy own_company on "question_voice" to greenroom_app
      using (company_id = current_setting('greenroom.company_id')::uuid)
      with check (company_id = current_setting('greenroom.company_id')::uuid);`)
    // Rows go when their objects have gone, which no request does.
    this.addSql(`grant select, insert, update on "question_voice" to greenroom_app;`)
  }
}
