import { Migration } from '@mikro-orm/migrations'

/** Who waits for a place hears by email that the slot was called off. */
export class WaitsCalledOff extends Migration {
  override up(): void {
    for (const [table, name, expression] of [
      [
        'delivery',
        'kind_check',
        `"kind" in ('INVITATION', 'UPDATE', 'CANCELLATION', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION')`,
      ],
      [
        'delivery',
        'subject',
        `num_nonnulls(invitation_id, scheduling_link_id, waitlist_entry_id) = 1 and (kind = 'CHOOSE_SLOT') = (scheduling_link_id is not null) and (kind in ('WAITLIST_OFFER', 'WAITLIST_CANCELLATION')) = (waitlist_entry_id is not null)`,
      ],
      [
        'email_words',
        'message_check',
        `"message" in ('INVITATION', 'MOVE', 'CHANGE', 'CANCELLATION', 'RELEASED', 'CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION', 'INTERVIEWER_INVITATION', 'INTERVIEWER_MOVE', 'INTERVIEWER_CHANGE', 'INTERVIEWER_CANCELLATION', 'INTERVIEWER_RELEASED')`,
      ],
    ]) {
      this.addSql(`alter table "${table}" drop constraint "${table}_${name}";`)
      this.addSql(`alter table "${table}" add constraint "${table}_${name}" check (${expression});`)
    }
  }
}
