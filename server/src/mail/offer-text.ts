import { factLines, opening, whenLines } from './interview-text.ts'
import type { OfferFacts } from './offer-facts.ts'
import { sayWords } from './mail-words.rules.ts'
import type { OfferMailKind } from './offer-mail.ts'

/** The text/plain part. It says everything the HTML says, the link included. */
export function offerText(kind: OfferMailKind, told: OfferFacts): string {
  const { texts, candidateName, companyName, said, when, companyWhen, facts, href } = told
  const words = texts.offers[kind]
  const { news } = texts.interview.CANDIDATE
  const label = news[kind === 'WAITLIST_CANCELLATION' ? 'CANCELLATION' : 'INVITATION'].when
  return (
    [
      texts.greeting(candidateName),
      sayWords(told.chosen.intro, said),
      [...(when ? whenLines(told, label, when, companyWhen) : []), ...factLines(texts, facts)].join('\n'),
      `${opening(texts, words.button)}\n${href}`,
      words.advice,
      ...(told.signature ? [told.signature] : []),
      ['--', texts.interview.CANDIDATE.footer(companyName), texts.personal].join('\n'),
    ].join('\n\n') + '\n'
  )
}
