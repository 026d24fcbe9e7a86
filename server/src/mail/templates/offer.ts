import { palettes } from '../brand-colours.rules.ts'
import type { MailTexts } from '../texts/texts.ts'
import type { OfferMailKind } from '../offer-mail.ts'
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

/** Everything that decides how a message that offers a time looks; its values come later. */
export interface OfferShape extends Look {
  kind: OfferMailKind
  /** The facts that are there, in order, and whether their values are links. */
  facts: { name: string; label: string; linked: boolean }[]
  /** Whether one time is offered. */
  oneTime: boolean
  twoClocks: boolean
}

/** The MJML source of a message that offers a time. */
export function offerTemplate(shape: OfferShape, texts: MailTexts): string {
  const { light, dark } = palettes(shape.colour)
  const words = texts.offers[shape.kind]
  const toCandidate = texts.interview.CANDIDATE
  const isOver = shape.kind === 'WAITLIST_CANCELLATION'
  return layout({
    tag: texts.tag,
    title: slot('subject'),
    preheader: shape.oneTime
      ? `${slot('date')}, ${slot('time')}, ${slot('zone')}`
      : texts.labelled(words.until, slot('until')),
    light,
    dark,
    logo: shape.logo,
    card: [
      heading(words.title),
      introduction(texts.greeting(slot('candidateName')), shape.intro),
      shape.oneTime
        ? whenPanel(light, {
            label: toCandidate.news[isOver ? 'CANCELLATION' : 'INVITATION'].when,
            companyLabel: shape.twoClocks ? texts.companyTime(slot('companyName')) : null,
            oldLabel: null,
            over: isOver,
          })
        : '',
      factsTable(light, shape.facts),
      actions(light, { label: words.button, hrefSlot: 'href' }),
      remarks(light, words.advice),
      shape.signed ? signature() : '',
    ].join(''),
    footer: remark(light, toCandidate.footer(slot('companyName')), texts.personal),
  })
}
