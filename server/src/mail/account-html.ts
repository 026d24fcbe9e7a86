import type { AccountFacts } from './account-facts.ts'
import { brandValues, factValues, lookOf, saidValues } from './html-values.ts'
import type { MailBrand } from './mail-style.ts'
import { accountTemplate, type AccountShape } from './templates/account.ts'
import { compiledOnce, fill } from './templates/template.ts'

/** The text/html part. */
export async function accountHtml(told: AccountFacts, subject: string, brand: MailBrand): Promise<string> {
  const { kind, texts, recipientName, companyName, said, facts, href } = told
  const shape: AccountShape = {
    kind,
    facts: facts.map(({ name, label, href }) => ({ name, label, linked: href !== null })),
    ...lookOf(brand, told),
  }
  return fill(await compiledOnce([texts.tag, 'account', shape], () => accountTemplate(shape, texts)), {
    subject,
    recipientName,
    companyName,
    ...brandValues(brand, told),
    ...saidValues(said),
    ...factValues(facts),
    href,
  })
}
