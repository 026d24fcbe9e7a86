import { Migration } from '@mikro-orm/migrations'

/** A company brings its name, colour, logo, signature and words to its emails. */
export class BrandAndWords extends Migration {
  override up(): void {
    this.addSql(
      `create table "company_logo" ("company_id" uuid not null, "id" uuid not null, "type" text not null, "width" int not null, "height" int not null, "bytes" bytea not null, "created_at" timestamptz not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create table "company_brand" ("company_id" uuid not null, "sender_name" text null, "colour" text not null default '#0b6e4f', "signature" text null, "logo_id" uuid null, primary key ("company_id"));`,
    )
    this.addSql(
      `create table "email_words" ("company_id" uuid not null, "language" text not null, "message" text not null, "subject" text null, "intro" text null, primary key ("company_id", "language", "message"));`,
    )
    this.addSql(`alter table "company_logo" add constraint "company_logo_by_id" unique ("id");`)
    for (const [table, name, expression] of [
      ['company_logo', 'type_check', `"type" in ('PNG', 'JPEG', 'WEBP')`],
      ['company_logo', 'bytes', 'octet_length(bytes) <= 65536'],
      ['company_brand', 'colour', "colour ~ '^#[0-9a-f]{6}$'"],
      ['email_words', 'language_check', `"language" in ('EN', 'SV', 'FR')`],
      [
        'email_words',
        'message_check',
        `"message" in ('INVITATION', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'INTERVIEWER_INVITATION', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED')`,
      ],
      ['email_words', 'something', 'num_nonnulls(subject, intro) > 0'],
    ])
      this.addSql(`alter table "${table}" add constraint "${table}_${name}" check (${expression});`)
    this.addSql(
      `alter table "company_brand" add constraint "company_brand_company_id_logo_id_foreign" foreign key ("company_id", "logo_id") references "company_logo" ("company_id", "id") on update no action on delete no action;`,
    )
    for (const table of ['company_logo', 'company_brand', 'email_words']) {
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
