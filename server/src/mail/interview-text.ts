import type { WhenParts } from '../shared/when.ts'
import { answerWishes, isCalledOff, type Fact, type InterviewFacts } from './interview-facts.ts'
import type { AboutInterview } from './interview-mail.ts'
import type { MailTexts } from './texts/texts.ts'
import { sayWords } from './mail-words.rules.ts'

const oneLine = ({ date, time, zone }: WhenParts) => `${date}, ${time}, ${zone}`

/** Several lines of a person's words, indented, so that none of them can pass for a line of ours. */
const indented = (text: string) => text.replace(/^(?=.)/gm, '  ')

/** A label whose value follows on the next lines. */
export const opening = (texts: MailTexts, label: string) => texts.labelled(label, '').trimEnd()

/** When it is, by the candidate's clock and where it differs by the company's. */
export function whenLines(
  { texts, companyName }: { texts: MailTexts; companyName: string },
  heading: string,
  when: WhenParts,
  companyWhen: WhenParts | null,
): string[] {
  return [
    texts.labelled(heading, oneLine(when)),
    ...(companyWhen ? [texts.labelled(texts.companyTime(companyName), oneLine(companyWhen))] : []),
  ]
}

/** How, where, with whom, and the notes. */
export const factLines = (texts: MailTexts, facts: readonly Fact[]): string[] =>
  facts.map(({ label, value }) =>
    value.includes('\n') ? `${opening(texts, label)}\n${indented(value)}` : texts.labelled(label, value),
  )

/** The text/plain part. It says everything the HTML says, every link included. */
export function interviewText(mail: AboutInterview, told: InterviewFacts): string {
  const { texts, words, companyName, said, when, companyWhen, oldWhen, facts, page } = told
  const news = words.news[told.news]
  const paragraphs = [
    texts.greeting(told.recipientName),
    sayWords(told.chosen.intro, said),
    [
      ...whenLines(told, news.when, when, companyWhen),
      ...(oldWhen ? [texts.labelled(texts.oldTime, oneLine(oldWhen))] : []),
      ...factLines(texts, facts),
    ].join('\n'),
    ...(page
      ? [
          words.advice[mail.mode],
          `${opening(texts, words.page)}\n${page.href}`,
          [
            texts.answers.question,
            ...answerWishes.map((wish) => texts.labelled(texts.answers[wish], page.answers[wish])),
          ].join('\n'),
        ]
      : []),
    ...(news.calendar === null ? [] : [news.calendar]),
    ...(told.signature ? [told.signature] : []),
    ['--', words.footer(companyName), ...(page ? [texts.personal] : [])].join('\n'),
  ]
  return paragraphs.join('\n\n') + '\n'
}

/** The DESCRIPTION of the calendar entry: it says how things are, and not what has changed. */
export function interviewDescription(told: InterviewFacts): string {
  const { texts, words, news, when, companyWhen, facts, page } = told
  const { when: heading } = words.news[isCalledOff(news) ? news : 'INVITATION']
  return [
    ...whenLines(told, heading, when, companyWhen),
    ...factLines(texts, facts),
    ...(page ? ['', texts.labelled(words.page, page.href)] : []),
    ...(page ? [texts.labelled(texts.answers.decline, page.answers.decline)] : []),
  ].join('\n')
}
