import { palettes } from '../brand-colours.rules.ts'
import type { InterviewMailMode } from '../interview-mail.ts'
import type { InterviewNews, MailTexts } from '../mail-texts.types.ts'
import { actions, factsTable, heading, introduction, layout, remark, remarks, whenPanel } from './components.ts'
import { slot } from './template.ts'

/** Everything that decides how a message about an interview looks; its values come later. */
export interface InterviewShape {
  news: InterviewNews
  mode: InterviewMailMode
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
  twoClocks: boolean
  /** Whether the time that it had is said beside the new one. */
  moved: boolean
  withPage: boolean
  /** `#rrggbb` */
  colour: string
}

/** The MJML source of a message about an interview. */
export function interviewTemplate(shape: InterviewShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const words = texts.news[shape.news]
  const rows = shape.facts.map((fact) => (fact.name === 'mode' ? { ...fact, advice: texts.advice[shape.mode] } : fact))
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: `${slot('date')}, ${slot('time')}, ${slot('zone')}`,
    light,
    dark,
    card: [
      heading(words.title),
      introduction(texts.greeting(slot('candidateName')), words.intro),
      whenPanel(light, {
        label: words.when,
        companyLabel: shape.twoClocks ? texts.companyTime(slot('companyName')) : null,
        oldLabel: shape.moved ? texts.oldTime : null,
        over: shape.news === 'CANCELLATION',
      }),
      factsTable(light, rows),
      shape.withPage
        ? actions(light, {
            label: texts.pageButton,
            hrefSlot: 'pageHref',
            decline: { question: texts.declineQuestion, label: texts.decline, hrefSlot: 'declineHref' },
          })
        : '',
      remarks(light, words.calendar),
    ].join(''),
    footer: remark(light, texts.footer(slot('companyName')), ...(shape.withPage ? [texts.personal] : [])),
  })
}
