import type { CaughtEmail, MailboxStore, OpenedEmail } from '../src/mailbox/mailbox.store.ts'
import { until } from './until.ts'

/** What arrived at the mail catcher, as somebody who waits for the post. */
export class Post {
  constructor(private readonly store: MailboxStore) {}

  /** Everything that came to this address, the oldest first. */
  to(address: string): CaughtEmail[] {
    return this.store.list({ to: address, first: 1000 }).emails.toReversed()
  }

  subjectsTo(address: string): string[] {
    return this.to(address).map((email) => email.subject)
  }

  /** The number-th email to this address, the first being 1, as soon as it is there. */
  async waitFor(address: string, number = 1): Promise<OpenedEmail> {
    const email = await until(
      () => `email ${number} to ${address}; there are ${this.to(address).length}`,
      () => this.to(address)[number - 1],
    )
    return (await this.store.open(email.id))!
  }
}

/** The personal link that an email carries in its text. */
export function personalLinkIn(email: OpenedEmail): string {
  const link = /https?:\/\/\S+\/interview\/[a-z2-7]+/.exec(email.text ?? '')?.[0]
  if (!link) throw new Error(`There is no personal link in the email "${email.subject}".`)
  return link
}
