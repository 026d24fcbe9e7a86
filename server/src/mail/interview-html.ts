import { graphemes, type InterviewFacts } from './interview-facts.ts'
import type { InterviewMail } from './interview-mail.ts'
import { type InterviewShape, interviewTemplate } from './templates/interview.ts'
import { compile, fill, type Template } from './templates/template.ts'

// Kinds, languages, modes and present facts make some hundred shapes for one colour; colours are as many as companies.
const MOST_TEMPLATES = 500
const templates = new Map<string, Promise<Template>>()

function templateFor(shape: InterviewShape, { texts }: InterviewFacts): Promise<Template> {
  const key = JSON.stringify([texts.tag, shape])
  let template = templates.get(key)
  if (!template) {
    template = compile(interviewTemplate(shape, texts))
    template.catch(() => templates.delete(key))
    if (templates.size >= MOST_TEMPLATES) templates.delete(templates.keys().next().value!)
    templates.set(key, template)
  }
  return template
}

/**
 * The text/html part.
 * @param colour the company's colour as `#rrggbb`
 */
export async function interviewHtml(
  mail: InterviewMail,
  told: InterviewFacts,
  subject: string,
  colour: string,
): Promise<string> {
  const { candidateName, companyName, jobTitle, when, companyWhen, facts, page } = told
  const shape: InterviewShape = {
    kind: mail.kind,
    mode: mail.mode,
    facts: facts.map(({ name, label, href }) => ({ name, label, linked: href !== null })),
    twoClocks: companyWhen !== null,
    withPage: page !== null,
    colour,
  }
  const values: Record<string, string> = {
    subject,
    candidateName,
    companyName,
    initial: initialOf(companyName),
    jobTitle,
    date: capitalised(when.date, told.texts.tag),
    time: when.time,
    zone: capitalised(when.zone, told.texts.tag),
  }
  if (companyWhen) {
    values['companyDate'] = capitalised(companyWhen.date, told.texts.tag)
    values['companyTime'] = companyWhen.time
    values['companyZone'] = capitalised(companyWhen.zone, told.texts.tag)
  }
  for (const { name, value, href } of facts) {
    values[name] = value
    if (href !== null) values[`${name}Href`] = href
  }
  if (page) {
    values['pageHref'] = page.href
    values['declineHref'] = page.declineHref
  }
  return fill(await templateFor(shape, told), values)
}

/** A line that stands alone begins like a sentence; Swedish and French write weekdays and zones small elsewhere. */
function capitalised(text: string, tag: string): string {
  return text.charAt(0).toLocaleUpperCase(tag) + text.slice(1)
}

function initialOf(name: string): string {
  const [first] = graphemes.segment(name.match(/[\p{L}\p{N}].*/u)?.[0] ?? '·')
  return first!.segment.toLocaleUpperCase()
}
