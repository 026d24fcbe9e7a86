import { Migration } from '@mikro-orm/migrations'

const oneOf = (table: string, column: string, words: readonly string[]) =>
  `alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${words.map((word) => `'${word}'`).join(', ')}));`

const reference = (table: string, column: string, target: string) =>
  `alter table "${table}" add constraint "${table}_company_id_${column}_foreign" foreign key ("company_id", "${column}") references "${target}" ("company_id", "id") on update no action on delete no action;`

const answers = ['ACCEPTED', 'TENTATIVE', 'DECLINED']
const grades = ['A', 'B', 'C', 'D']

/** What comes back by email: answers, proposed times, reports of mail servers, and what people write. */
export class Answers extends Migration {
  override up(): void {
    this.addSql(`alter table "interview" add column "page_opened_at" timestamptz null;`)
    this.addSql(`alter table "delivery" add column "bounced_at" timestamptz null;`)
    for (const table of ['candidate', 'staff_member'])
      this.addSql(
        `alter table "${table}" add column "address_bad_since" timestamptz null, add column "address_bad_reason" text null;`,
      )
    for (const table of ['candidate', 'staff_member', 'invitation', 'delivery'])
      this.addSql(`create index "${table}_by_id" on "${table}" ("id");`)
    this.addSql(`create index "invitation_by_uid" on "invitation" ("calendar_uid");`)

    this.addSql(
      `create table "invitation_answer" ("company_id" uuid not null, "id" uuid not null, "invitation_id" uuid not null, "way" text not null, "answer" text null, "proposed_starts_at" timestamptz null, "proposed_ends_at" timestamptz null, "comment" text null, "outcome" text not null, "time_sequence" int not null, "from_address" text null, "grade" text null, "settled_as" text null, "settled_by_id" uuid null, "settled_at" timestamptz null, "given_at" timestamptz not null, "recorded_at" timestamptz not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create index "invitation_answer_by_invitation" on "invitation_answer" ("company_id", "invitation_id", "recorded_at", "id");`,
    )
    this.addSql(
      `create table "inbound_message" ("company_id" uuid not null, "id" uuid not null, "received_at" timestamptz not null, "door" text not null, "fingerprint" text not null, "kind" text not null, "status" text not null, "reason" text null, "grade" text null, "from_address" text null, "subject" text null, "text" text null, "headers" text not null, "candidate_id" uuid null, "staff_member_id" uuid null, "invitation_id" uuid null, "delivery_id" uuid null, "answer" text null, "proposed_starts_at" timestamptz null, "proposed_ends_at" timestamptz null, "sequence" int null, "given_at" timestamptz null, "settled_by_id" uuid null, "settled_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "inbound_message" add constraint "inbound_message_once" unique ("company_id", "fingerprint");`,
    )
    this.addSql(`create index "inbound_message_by_time" on "inbound_message" ("company_id", "received_at", "id");`)
    this.addSql(`create index "inbound_message_by_age" on "inbound_message" ("received_at");`)
    this.addSql(
      `create index "inbound_message_by_invitation" on "inbound_message" ("company_id", "invitation_id") where invitation_id is not null;`,
    )

    for (const [table, column, words] of [
      ['invitation_answer', 'way', ['EMAIL', 'PAGE', 'LINK']],
      ['invitation_answer', 'answer', answers],
      ['invitation_answer', 'outcome', ['APPLIED', 'OLD_TIME', 'OUTDATED']],
      ['invitation_answer', 'grade', grades],
      ['invitation_answer', 'settled_as', ['ACCEPTED', 'DISMISSED']],
      ['inbound_message', 'door', ['SMTP', 'IMAP']],
      ['inbound_message', 'kind', ['ANSWER', 'PROPOSAL', 'REFRESH', 'BOUNCE', 'AUTO_REPLY', 'MESSAGE', 'UNREADABLE']],
      ['inbound_message', 'status', ['APPLIED', 'NOTED', 'WAITING', 'DISMISSED']],
      [
        'inbound_message',
        'reason',
        [
          'UNKNOWN_EVENT',
          'ANOTHER_PERSON',
          'OTHER_ADDRESS',
          'FORGED',
          'NOT_PROVEN',
          'NO_ATTENDEE',
          'UNREADABLE_TIME',
          'UNREADABLE',
          'UNKNOWN_BOUNCE',
          'EVENT_IS_OVER',
          'OLD_TIME',
          'OUTDATED',
          'NO_ANSWER',
          'TOO_OFTEN',
          'STILL_TRIED',
          'WAS_DELIVERED',
        ],
      ],
      ['inbound_message', 'grade', grades],
      ['inbound_message', 'answer', answers],
    ] as const)
      this.addSql(oneOf(table, column, words))

    for (const [table, name, expression] of [
      [
        'invitation_answer',
        'says',
        'num_nonnulls(answer, proposed_starts_at) = 1 and num_nonnulls(proposed_starts_at, proposed_ends_at) in (0, 2)',
      ],
      ['invitation_answer', 'proposed', 'proposed_starts_at < proposed_ends_at'],
      ['invitation_answer', 'comment', 'length(comment) <= 2000'],
      [
        'invitation_answer',
        'settled',
        'num_nonnulls(settled_as, settled_at) in (0, 2) and (settled_as is null or answer is null)',
      ],
      ['inbound_message', 'proposed', 'num_nonnulls(proposed_starts_at, proposed_ends_at) in (0, 2)'],
      ['inbound_message', 'text', 'length(text) <= 2000'],
    ])
      this.addSql(`alter table "${table}" add constraint "${table}_${name}" check (${expression});`)

    for (const [table, column, target] of [
      ['invitation_answer', 'invitation_id', 'invitation'],
      ['invitation_answer', 'settled_by_id', 'staff_member'],
      ['inbound_message', 'candidate_id', 'candidate'],
      ['inbound_message', 'staff_member_id', 'staff_member'],
      ['inbound_message', 'invitation_id', 'invitation'],
      ['inbound_message', 'delivery_id', 'delivery'],
      ['inbound_message', 'settled_by_id', 'staff_member'],
    ] as const)
      this.addSql(reference(table, column, target))
    for (const table of ['invitation_answer', 'inbound_message']) {
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
