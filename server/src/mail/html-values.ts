import type { WhenParts } from '../shared/when.ts'
import { fitting, graphemes, LONGEST, type Fact } from './interview-facts.ts'
import type { MailBrand } from './mail-style.ts'
import type { Look } from './templates/components.ts'
import { placeholder, type WordValues } from './mail-words.rules.ts'
import { saidSlot } from './templates/template.ts'

/** Date, time and zone for the slots of these names. */
export const whenValues = (
  { date, time, zone }: WhenParts,
  tag: string,
  [dateSlot, timeSlot, zoneSlot]: readonly [string, string, string],
): Record<string, string> => ({
  [dateSlot]: capitalised(date, tag),
  [timeSlot]: time,
  [zoneSlot]: capitalised(zone, tag),
})

/** Each fact's value, and where it leads, for their slots. */
export const factValues = (facts: readonly Fact[]): Record<string, string> =>
  Object.fromEntries(
    facts.flatMap(({ name, value, href }) =>
      href === null
        ? [[name, value]]
        : [
            [name, fitting(value, LONGEST.shownLink, '…')],
            [`${name}Href`, href],
          ],
    ),
  )

interface Branded {
  companyName: string
  chosen: { intro: string }
  signature: string
}

/** What of a company's brand and words decides how the template looks. */
export const lookOf = ({ colour, logo }: MailBrand, { chosen, signature }: Branded): Look => ({
  colour,
  logo: logo && { width: logo.width, height: logo.height },
  intro: chosen.intro,
  signed: signature !== '',
})

/** The values of a company's brand, for their slots. */
export const brandValues = ({ logo }: MailBrand, { companyName, signature }: Branded): Record<string, string> => ({
  ...(logo ? { logoUrl: logo.url } : { initial: initialOf(companyName) }),
  ...(signature ? { signature } : {}),
})

/** The values of the placeholders, inside sentences, for their slots. */
export const saidValues = (values: WordValues): Record<string, string> =>
  Object.fromEntries(placeholder.map((name) => [saidSlot(name), values[name]]))

/** A line that stands alone begins like a sentence; Swedish and French write weekdays and zones small elsewhere. */
export function capitalised(text: string, tag: string): string {
  return text.charAt(0).toLocaleUpperCase(tag) + text.slice(1)
}

function initialOf(name: string): string {
  const [first] = graphemes.segment(name.match(/[\p{L}\p{N}].*/u)?.[0] ?? '·')
  return first!.segment.toLocaleUpperCase()
}
