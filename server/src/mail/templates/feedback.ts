import { palettes } from '../brand-colours.rules.ts'
import type { FeedbackMailKind } from '../feedback-mail.ts'
import type { MailTexts } from '../texts/texts.ts'
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

/** Everything that decides how a message that asks for feedback looks; its values come later. */
export interface FeedbackShape extends Look {
  kind: FeedbackMailKind
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
}

/** The MJML source of a message that asks for feedback. */
export function feedbackTemplate(shape: FeedbackShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const { feedback } = texts
  const { title } = feedback.messages[shape.kind]
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: title,
    light,
    dark,
    logo: shape.logo,
    card: [
      heading(title),
      introduction(texts.greeting(slot('recipientName')), shape.intro),
      whenPanel(light, { label: feedback.when, companyLabel: null, oldLabel: null, over: false }),
      factsTable(light, shape.facts),
      actions(light, { label: feedback.button, hrefSlot: 'href' }),
      remarks(light, feedback.advice),
      shape.signed ? signature() : '',
    ].join(''),
    footer: remark(light, texts.interview.INTERVIEWER.footer(slot('companyName'))),
  })
}
