import { Migration } from '@mikro-orm/migrations'

/** An answer that was kept for as long as its candidate had been told is removed, and says so. */
export class RemovedAnswers extends Migration {
  override up(): void {
    this.addSql(`alter table "question_answer" drop constraint "question_answer_status_check";`)
    this.addSql(
      `alter table "question_answer" add constraint "question_answer_status_check" check ("status" in ('RECORDING', 'SENDING', 'KEPT', 'REPLACED', 'LOST', 'REMOVED'));`,
    )
  }
}
