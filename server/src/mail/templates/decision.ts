import { palettes } from '../brand-colours.rules.ts'
import type { MailTexts } from '../texts/texts.ts'
import { heading, introduction, layout, remark, signature, type Look } from './components.ts'
import { slot } from './template.ts'

/** Everything that decides how a message about a decision looks; its values come later. */
export interface DecisionShape extends Look {
  title: string
}

/** The MJML source of a message about a decision: words alone. */
export function decisionTemplate(shape: DecisionShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: shape.title,
    light,
    dark,
    logo: shape.logo,
    card: [
      heading(shape.title),
      introduction(texts.greeting(slot('candidateName')), shape.intro),
      shape.signed ? signature() : '',
    ].join(''),
    footer: remark(light, texts.interview.CANDIDATE.footer(slot('companyName'))),
  })
}
