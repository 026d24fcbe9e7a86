import type { DecisionFacts } from './decision-facts.ts'
import { brandValues, lookOf, saidValues } from './html-values.ts'
import type { MailBrand } from './mail-style.ts'
import { decisionTemplate, type DecisionShape } from './templates/decision.ts'
import { compiledOnce, fill } from './templates/template.ts'

/** The text/html part. */
export async function decisionHtml(told: DecisionFacts, subject: string, brand: MailBrand): Promise<string> {
  const { texts, title, candidateName, companyName } = told
  const shape: DecisionShape = { title, ...lookOf(brand, told) }
  const template = await compiledOnce([texts.tag, 'decision', shape], () => decisionTemplate(shape, texts))
  return fill(template, {
    subject,
    candidateName,
    companyName,
    ...brandValues(brand, told),
    ...saidValues(told.said),
  })
}
