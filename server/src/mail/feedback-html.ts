import type { FeedbackFacts } from './feedback-facts.ts'
import type { FeedbackMailKind } from './feedback-mail.ts'
import { brandValues, factValues, lookOf, saidValues, whenValues } from './html-values.ts'
import type { MailBrand } from './mail-style.ts'
import { feedbackTemplate, type FeedbackShape } from './templates/feedback.ts'
import { compiledOnce, fill } from './templates/template.ts'

/** The text/html part. */
export async function feedbackHtml(
  kind: FeedbackMailKind,
  told: FeedbackFacts,
  subject: string,
  brand: MailBrand,
): Promise<string> {
  const { texts, recipientName, companyName, said, when, facts, href } = told
  const shape: FeedbackShape = {
    kind,
    facts: facts.map(({ name, label, href }) => ({ name, label, linked: href !== null })),
    ...lookOf(brand, told),
  }
  return fill(await compiledOnce([texts.tag, 'feedback', shape], () => feedbackTemplate(shape, texts)), {
    subject,
    recipientName,
    companyName,
    ...brandValues(brand, told),
    ...saidValues(said),
    ...whenValues(when, texts.tag, ['date', 'time', 'zone']),
    ...factValues(facts),
    href,
  })
}
