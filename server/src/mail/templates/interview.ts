import { palettes } from '../brand-colours.rules.ts'
import { answerWishes, isCalledOff } from '../interview-facts.ts'
import type { Audience, InterviewMailMode } from '../interview-mail.ts'
import type { InterviewNews, MailTexts } from '../texts/texts.ts'
import {
  actions,
  factsTable,
  heading,
  introduction,
  layout,
  remark,
  remarks,
  signature,
  whenPanel,
  type Look,
} from './components.ts'
import { slot } from './template.ts'

/** Everything that decides how a message about an interview looks; its values come later. */
export interface InterviewShape extends Look {
  audience: Audience
  news: InterviewNews
  mode: InterviewMailMode
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
  twoClocks: boolean
  /** Whether the time that it had is said beside the new one. */
  moved: boolean
  withPage: boolean
}

/** The MJML source of a message about an interview. */
export function interviewTemplate(shape: InterviewShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const words = texts.interview[shape.audience]
  const news = words.news[shape.news]
  const rows = shape.facts.map((fact) => (fact.name === 'mode' ? { ...fact, advice: words.advice[shape.mode] } : fact))
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: `${slot('date')}, ${slot('time')}, ${slot('zone')}`,
    light,
    dark,
    logo: shape.logo,
    card: [
      heading(news.title),
      introduction(texts.greeting(slot('recipientName')), shape.intro),
      whenPanel(light, {
        label: news.when,
        companyLabel: shape.twoClocks ? texts.companyTime(slot('companyName')) : null,
        oldLabel: shape.moved ? texts.oldTime : null,
        over: isCalledOff(shape.news),
      }),
      factsTable(light, rows),
      shape.withPage
        ? actions(light, {
            label: words.pageButton,
            hrefSlot: 'pageHref',
            answers: {
              question: texts.answers.question,
              links: answerWishes.map((wish) => ({ label: texts.answers[wish], hrefSlot: `${wish}Href` })),
            },
          })
        : '',
      news.calendar === null ? '' : remarks(light, news.calendar),
      shape.signed ? signature() : '',
    ].join(''),
    footer: remark(light, words.footer(slot('companyName')), ...(shape.withPage ? [texts.personal] : [])),
  })
}
