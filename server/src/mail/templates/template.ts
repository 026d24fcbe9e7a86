import mjml2html from 'mjml'

/*
 * Compiling MJML costs some 2 ms, filling 20 µs. So a template is compiled once, with slots in place of values, and
 * filled for each message. Values never meet the MJML compiler, which escapes nothing.
 */

/** HTML with holes: text, and between the texts the names of the values that go there. */
export interface Template {
  parts: { before: string; slot: string }[]
  end: string
}

/**
 * A hole for a value in MJML source, in an element or in an attribute in double quotes.
 * A person's words are isolated by the caller with `dir="auto"`, so that a right-to-left name turns only itself around.
 */
export const slot = (name: string) => `{{${name}}}`

/** The name of the slot of a placeholder. A date stands small inside a sentence, and large on a line of its own. */
export const saidSlot = (placeholder: string) => `said_${placeholder}`

/**
 * Compiles MJML source that may contain slots.
 * @throws {Error} when the source is not strictly valid MJML; that is a mistake in our templates
 */
async function compile(source: string): Promise<Template> {
  // No fonts: a known font family would otherwise fetch from a foreign host when the mail is read.
  const { html } = await mjml2html(source, { validationLevel: 'strict', fonts: {}, keepComments: false })
  const pieces = html.split(/\{\{(\w+)\}\}/)
  const parts = []
  for (let at = 0; at + 1 < pieces.length; at += 2) parts.push({ before: pieces[at]!, slot: pieces[at + 1]! })
  return { parts, end: pieces.at(-1)! }
}

// Kinds, languages, modes and present facts make some hundred shapes for one colour; colours are as many as companies.
const MOST_TEMPLATES = 500
const templates = new Map<string, Promise<Template>>()

/**
 * The compiled template of a shape, compiled when it is first asked for.
 * @param shape everything that decides how the message looks
 */
export function compiledOnce(shape: unknown, source: () => string): Promise<Template> {
  const key = JSON.stringify(shape)
  let template = templates.get(key)
  if (template) {
    // The one that was not asked for the longest is the first to go.
    templates.delete(key)
    templates.set(key, template)
    return template
  }
  template = compile(source())
  template.catch(() => templates.delete(key))
  if (templates.size >= MOST_TEMPLATES) templates.delete(templates.keys().next().value!)
  templates.set(key, template)
  return template
}

/**
 * Puts values into a compiled template, each escaped; line breaks become `<br>`.
 * @throws {Error} when the template asks for a value that is not there
 */
export function fill(template: Template, values: Readonly<Record<string, string>>): string {
  let html = ''
  for (const { before, slot } of template.parts) {
    const value = values[slot]
    if (value === undefined) throw new Error(`The template has a slot "${slot}" without a value`)
    html += before + toHtml(value)
  }
  return html + template.end
}

/** Text as HTML that says the same, line breaks included. */
export const toHtml = (text: string): string => escapeHtml(text).replaceAll('\n', '<br />')

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for HTML elements and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)
}
