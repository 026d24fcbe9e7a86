import { palettes } from '../brand-colours.rules.ts'
import type { InterviewMailKind, InterviewMailMode } from '../interview-mail.ts'
import type { MailTexts } from '../mail-texts.types.ts'
import { actions, factsTable, heading, layout, paragraphs, remark, remarks, whenPanel } from './components.ts'
import { slot } from './template.ts'

/** Everything that decides how a message about an interview looks; its values come later. */
export interface InterviewShape {
  kind: InterviewMailKind
  mode: InterviewMailMode
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
  twoClocks: boolean
  withPage: boolean
  /** `#rrggbb` */
  colour: string
}

/** The MJML source of a message about an interview. */
export function interviewTemplate(shape: InterviewShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const words = texts.kinds[shape.kind]
  const rows = shape.facts.map((fact) => (fact.name === 'mode' ? { ...fact, advice: texts.advice[shape.mode] } : fact))
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: `${slot('date')}, ${slot('time')}, ${slot('zone')}`,
    light,
    dark,
    card: [
      heading(words.title),
      paragraphs(texts.greeting(slot('candidateName')), words.intro(slot('jobTitle'), slot('companyName'))),
      whenPanel(light, {
        label: words.when,
        companyLabel: shape.twoClocks ? texts.companyTime(slot('companyName')) : null,
        over: shape.kind === 'CANCELLATION',
      }),
      factsTable(light, rows),
      shape.withPage
        ? actions(light, {
            label: texts.pageButton,
            hrefSlot: 'pageHref',
            question: texts.declineQuestion,
            declineLabel: texts.decline,
            declineHrefSlot: 'declineHref',
          })
        : '',
      remarks(light, words.calendar),
    ].join(''),
    footer: remark(light, texts.footer(slot('companyName')), ...(shape.withPage ? [texts.personal] : [])),
  })
}
