import type { WhenParts } from '../shared/when.ts'
import type { InterviewFacts } from './interview-facts.ts'
import type { InterviewMail } from './interview-mail.ts'
import type { MailTexts } from './mail-texts.types.ts'

const oneLine = ({ date, time, zone }: WhenParts) => `${date}, ${time}, ${zone}`

/** Several lines of a person's words, indented, so that none of them can pass for a line of ours. */
const indented = (text: string) => text.replace(/^(?=.)/gm, '  ')

/** A label whose value follows on the next lines. */
const opening = (texts: MailTexts, label: string) => texts.labelled(label, '').trimEnd()

/** When, how, where, with whom, and the notes: the lines that email and calendar share. */
function factLines({ texts, companyName, when, companyWhen, facts }: InterviewFacts, heading: string): string[] {
  return [
    texts.labelled(heading, oneLine(when)),
    ...(companyWhen ? [texts.labelled(texts.companyTime(companyName), oneLine(companyWhen))] : []),
    ...facts.map(({ label, value }) =>
      value.includes('\n') ? `${opening(texts, label)}\n${indented(value)}` : texts.labelled(label, value),
    ),
  ]
}

/** The text/plain part. It says everything the HTML says, every link included. */
export function interviewText(mail: InterviewMail, told: InterviewFacts): string {
  const { texts, candidateName, companyName, jobTitle, page } = told
  const words = texts.kinds[mail.kind]
  const paragraphs = [
    texts.greeting(candidateName),
    words.intro(jobTitle, companyName),
    factLines(told, words.when).join('\n'),
    ...(page
      ? [
          texts.advice[mail.mode],
          `${opening(texts, texts.page)}\n${page.href}`,
          `${texts.declineQuestion} ${opening(texts, texts.decline)}\n${page.declineHref}`,
        ]
      : []),
    words.calendar,
    ['--', texts.footer(companyName), ...(page ? [texts.personal] : [])].join('\n'),
  ]
  return paragraphs.join('\n\n') + '\n'
}

/** The DESCRIPTION of the calendar entry. */
export function interviewDescription(mail: InterviewMail, told: InterviewFacts): string {
  const { texts, page } = told
  return [
    ...factLines(told, texts.kinds[mail.kind].when),
    ...(page ? ['', texts.labelled(texts.page, page.href), texts.labelled(texts.decline, page.declineHref)] : []),
  ].join('\n')
}
