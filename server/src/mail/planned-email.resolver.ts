import { Extensions, FieldResolver, Resolver, Root } from 'type-graphql'
import { InterviewChangeType } from '../booking/change-interviews.types.ts'
import { forRecruiters, orToken } from '../shared/graphql/access.ts'
import { EmailAddress } from '../shared/graphql/scalars.ts'
import type { InterviewChange } from '../booking/change-interviews.ts'
import type { ReschedulePlan } from '../booking/plan-reschedule.ts'
import { ReschedulePlanType } from '../booking/plan-reschedule.types.ts'
import type { ComposedMail } from './compose-mail.ts'
import type { MailAddresses } from './mail-address.ts'
import type { PlannedEmail } from './planned-email.ts'
import { PlannedEmailType } from './planned-email.types.ts'
import type { LinkTools } from './subject.ts'

/** The templates' compiler is large: it is loaded when the first preview is looked at. */
const composing = () => import('./compose-mail.ts')

@Resolver(() => PlannedEmailType)
export class PlannedEmailResolver {
  /** Each message is composed once, whichever of its fields are asked for. */
  readonly #composed = new WeakMap<PlannedEmail, Promise<ComposedMail | null>>()

  constructor(private readonly tools: LinkTools & Pick<MailAddresses, 'replyAddressOf'>) {}

  @FieldResolver(() => String, { description: 'The name of its recipient.' })
  recipientName(@Root() { subject }: PlannedEmail) {
    return subject.recipient.name
  }

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @FieldResolver(() => EmailAddress, { nullable: true, description: 'To whom; null where there is no address.' })
  to(@Root() { subject }: PlannedEmail) {
    return subject.recipient.email
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its subject; null where nothing would be sent.' })
  async subject(@Root() email: PlannedEmail) {
    return (await this.#message(email))?.subject ?? null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Its plain text, in the recipient's language and zone; null where nothing would be sent.",
  })
  async text(@Root() email: PlannedEmail) {
    return (await this.#message(email))?.text ?? null
  }

  #message(email: PlannedEmail): Promise<ComposedMail | null> {
    let message = this.#composed.get(email)
    if (!message) this.#composed.set(email, (message = this.#compose(email)))
    return message
  }

  async #compose({ subject, style, messageId, at }: PlannedEmail): Promise<ComposedMail | null> {
    const { recipient, company } = subject
    if (!recipient.email) return null
    const head = {
      to: { name: recipient.name, address: recipient.email },
      from: { name: company.name, address: this.tools.replyAddressOf(recipient.id) },
      stamp: at,
      messageId,
      references: [],
    }
    const { composeMail } = await composing()
    return composeMail(subject.mail(head, this.tools), style)
  }
}

@Resolver(() => InterviewChangeType)
export class EmailOfInterviewChangeResolver {
  @FieldResolver(() => [PlannedEmailType], {
    description:
      'The emails that its candidate, and then those who meet them, would get; none where none is called for, and after it was done.',
  })
  emails(@Root() { emails }: InterviewChange<PlannedEmail>) {
    return emails
  }
}

@Resolver(() => ReschedulePlanType)
export class EmailOfReschedulePlanResolver {
  @FieldResolver(() => [PlannedEmailType], {
    description: 'The emails that its candidate, and then those who meet them, would get; none where nothing changes.',
  })
  emails(@Root() { emails }: ReschedulePlan<PlannedEmail>) {
    return emails
  }
}
