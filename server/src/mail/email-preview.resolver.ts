import ICAL from 'ical.js'
import { Arg, Ctx, Extensions, Query, Resolver } from 'type-graphql'
import { recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import { previewEmail, previewInput, type PreviewedEmail, type PreviewTools } from './email-preview.ts'
import {
  EmailPreviewInput,
  EmailPreviewResult,
  EmailPreviewType,
  type PreviewedCalendarEvent,
} from './email-preview.types.ts'

@Resolver(() => EmailPreviewType)
export class EmailPreviewResolver {
  constructor(private readonly tools: PreviewTools) {}

  @Extensions(recruiting)
  @Query(() => EmailPreviewResult, {
    description: 'How an email looks, with what is saved or with what may be. Nothing is sent or kept.',
  })
  async emailPreview(
    @Ctx() { reading }: Context,
    @Arg('input', () => EmailPreviewInput) input: EmailPreviewInput,
  ): Promise<(EmailPreviewType & { kind: 'EmailPreview' }) | InvalidInput> {
    const wished = readInput(previewInput, input)
    if (isInvalid(wished)) return wished
    const { occasion, language } = wished
    const email = await previewEmail(reading, wished, await reading.now(), this.tools)
    const { subject, html, text, mail } = email
    return {
      kind: 'EmailPreview',
      occasion,
      language,
      senderName: mail.from.name,
      subject,
      html,
      text,
      calendarEvent: eventOf(email),
      htmlBytes: Buffer.byteLength(html),
    }
  }
}

/** Reads the calendar event as a calendar would: what is shown is what is in the file. */
function eventOf({ ics, mail }: PreviewedEmail): PreviewedCalendarEvent | null {
  if (!ics || !('companyTimeZone' in mail)) return null
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[])
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
  return {
    method: calendar.getFirstPropertyValue('method') as PreviewedCalendarEvent['method'],
    summary: event.summary,
    startsAt: event.startDate.toJSDate(),
    endsAt: event.endDate.toJSDate(),
    timeZone: mail.companyTimeZone,
    location: event.location || null,
    description: event.description,
    sequence: event.sequence,
    organizer: mail.from.address,
  }
}
