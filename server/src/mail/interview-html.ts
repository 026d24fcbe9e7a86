import { brandValues, factValues, lookOf, saidValues, whenValues } from './html-values.ts'
import { answerWishes, type InterviewFacts } from './interview-facts.ts'
import type { AboutInterview } from './interview-mail.ts'
import type { MailBrand } from './mail-style.ts'
import { type InterviewShape, interviewTemplate } from './templates/interview.ts'
import { compiledOnce, fill } from './templates/template.ts'

/** The text/html part. */
export async function interviewHtml(
  { mode, audience }: AboutInterview,
  told: InterviewFacts,
  subject: string,
  brand: MailBrand,
): Promise<string> {
  const { texts, news, recipientName, companyName, said, when, companyWhen, oldWhen, facts, page } = told
  const shape: InterviewShape = {
    audience,
    news,
    mode,
    facts: facts.map(({ name, label, href }) => ({ name, label, linked: href !== null })),
    twoClocks: companyWhen !== null,
    moved: oldWhen !== null,
    withPage: page !== null,
    ...lookOf(brand, told),
  }
  const values: Record<string, string> = {
    subject,
    recipientName,
    companyName,
    ...brandValues(brand, told),
    ...saidValues(said),
    ...whenValues(when, texts.tag, ['date', 'time', 'zone']),
    ...(companyWhen ? whenValues(companyWhen, texts.tag, ['companyDate', 'companyTime', 'companyZone']) : {}),
    ...(oldWhen ? whenValues(oldWhen, texts.tag, ['oldDate', 'oldTime', 'oldZone']) : {}),
    ...factValues(facts),
  }
  if (page) {
    values['pageHref'] = page.href
    for (const wish of answerWishes) values[`${wish}Href`] = page.answers[wish]
  }
  return fill(await compiledOnce([texts.tag, 'interview', shape], () => interviewTemplate(shape, texts)), values)
}
