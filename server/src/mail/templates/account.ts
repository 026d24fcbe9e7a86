import type { AccountMailKind } from '../account-mail.ts'
import { palettes } from '../brand-colours.rules.ts'
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
  type Look,
} from './components.ts'
import { slot } from './template.ts'

/** Everything that decides how a message about an account looks; its values come later. */
export interface AccountShape extends Look {
  kind: AccountMailKind
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
}

/** The MJML source of a message about an account. */
export function accountTemplate(shape: AccountShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const { title, button, advice } = texts.accounts.messages[shape.kind]
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
      actions(light, { label: button, hrefSlot: 'href' }),
      factsTable(light, shape.facts),
      remarks(light, advice),
      shape.signed ? signature() : '',
    ].join(''),
    footer: remark(light, texts.accounts.footer(slot('companyName')), texts.personal),
  })
}
