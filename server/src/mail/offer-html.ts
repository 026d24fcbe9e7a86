import { brandValues, capitalised, factValues, lookOf, saidValues, whenValues } from './html-values.ts'
import type { MailBrand } from './mail-style.ts'
import type { OfferFacts } from './offer-facts.ts'
import type { OfferMailKind } from './offer-mail.ts'
import { offerTemplate, type OfferShape } from './templates/offer.ts'
import { compiledOnce, fill } from './templates/template.ts'

/** The text/html part. */
export async function offerHtml(
  kind: OfferMailKind,
  told: OfferFacts,
  subject: string,
  brand: MailBrand,
): Promise<string> {
  const { texts, candidateName, companyName, said, when, companyWhen, facts, until, href } = told
  const shape: OfferShape = {
    kind,
    facts: facts.map(({ name, label, href }) => ({ name, label, linked: href !== null })),
    oneTime: when !== null,
    twoClocks: companyWhen !== null,
    ...lookOf(brand, told),
  }
  const values = {
    subject,
    candidateName,
    companyName,
    ...brandValues(brand, told),
    ...saidValues(said),
    ...(when ? whenValues(when, texts.tag, ['date', 'time', 'zone']) : {}),
    ...(companyWhen ? whenValues(companyWhen, texts.tag, ['companyDate', 'companyTime', 'companyZone']) : {}),
    ...factValues(facts),
    until: capitalised(until, texts.tag),
    href,
  }
  return fill(await compiledOnce([texts.tag, 'offer', shape], () => offerTemplate(shape, texts)), values)
}
