import type { Palette } from '../brand-colours.rules.ts'
import { piecesOf } from '../mail-words.rules.ts'
import { escapeHtml, saidSlot, slot } from './template.ts'

/*
 * The pieces all messages are made of. Text given here is our own words (which may contain slots); values come later
 * through slots. Colours for light surroundings are written into each element, because some programs drop the style
 * sheet; the sheet only turns them dark.
 */

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** A person's words: isolated, so that right-to-left text leaves its neighbours alone, and broken when endless. */
const words = (name: string) => `<span dir="auto">${slot(name)}</span>`

/** What a company brings to the look of a template; it is part of every template's shape. */
export interface Look {
  /** `#rrggbb` */
  colour: string
  /** The size of its logo in CSS pixels; null where the initial of its name stands instead. */
  logo: { width: number; height: number } | null
  /** With placeholders in braces. */
  intro: string
  /** Whether lines stand under the message. */
  signed: boolean
}

/** The whole document around the body: language, colours for both schemes, the hidden line for the inbox. */
export function layout({
  tag,
  title,
  preheader,
  light,
  dark,
  logo,
  card,
  footer,
}: {
  tag: string
  title: string
  preheader: string
  light: Palette
  dark: Palette
  logo: Look['logo']
  card: string
  footer: string
}): string {
  return `<mjml lang="${tag}" dir="ltr">
  <mj-head>
    <mj-title>${escapeHtml(title)}</mj-title>
    <mj-preview>${escapeHtml(preheader)}</mj-preview>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONT}" />
      <mj-text font-size="16px" line-height="1.5" color="${light.ink}" padding="0" />
      <mj-table role="presentation" font-size="16px" line-height="1.5" color="${light.ink}" padding="0" />
      <mj-section padding="0 40px" />
      <mj-column padding="0" />
    </mj-attributes>
    <mj-style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      .text, .cell { overflow-wrap: anywhere; word-break: break-word; }
      .accent a { text-underline-offset: 2px; }
      @media (max-width: 479px) {
        .inner > table > tbody > tr > td { padding-left: 24px !important; padding-right: 24px !important; }
        .outer > table > tbody > tr > td { padding-left: 0 !important; padding-right: 0 !important; }
        .card, .card > table { border-radius: 0 !important; }
        .title div { font-size: 24px !important; }
        .button > table { width: 100% !important; }
        .button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, .page, .page > div { background-color: ${dark.page} !important; }
        .card, .card > table { background: ${dark.card} !important; background-color: ${dark.card} !important; }
        .text div, .ink { color: ${dark.ink} !important; }
        .quiet div, .soft { color: ${dark.quiet} !important; }
        .accent a, .link { color: ${dark.accent} !important; }
        .panel { background-color: ${dark.panel} !important; }
        .over { background-color: ${dark.page} !important; }
        .mark { background-color: ${dark.accent} !important; color: ${dark.onAccent} !important; }
        .cell, .rule { border-color: ${dark.line} !important; }
        .button td { background: ${dark.accent} !important; background-color: ${dark.accent} !important; }
        .button a { background: ${dark.accent} !important; color: ${dark.onAccent} !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body width="600px" background-color="${light.page}" css-class="page">
    <mj-section padding="32px 16px 0" css-class="outer">
      <mj-column>
        <mj-table padding="0 24px 20px" table-layout="auto">${logo ? logoHead(logo) : letterhead(light)}</mj-table>
      </mj-column>
    </mj-section>
    <mj-wrapper background-color="${light.card}" padding="40px 0" border-radius="12px" css-class="card">${card}</mj-wrapper>
    <mj-section padding="20px 40px 40px" css-class="inner">
      <mj-column>${footer}</mj-column>
    </mj-section>
  </mj-body>
</mjml>`
}

/**
 * The company's logo, on white in light and dark surroundings, because it may be drawn in black on nothing. Where
 * pictures are hidden, as most programs hide those of strangers, the name stands in its place.
 */
function logoHead({ width, height }: { width: number; height: number }): string {
  return `<tr><td><div style="display:inline-block;max-width:100%;border-radius:10px;background-color:#ffffff;padding:8px 12px;"><img src="${slot('logoUrl')}" alt="${slot('companyName')}" width="${width}" height="${height}" border="0" style="display:block;width:${width}px;height:auto;max-width:100%;border:0;color:#16201c;font-size:17px;font-weight:600;line-height:1.3;" /></div></td></tr>`
}

/** The company's initial in its colour, and its name. */
function letterhead({ accent, onAccent, ink }: Palette): string {
  return `<tr>
  <td width="36" valign="top" aria-hidden="true" style="width:36px;"><div class="mark" style="width:36px;height:36px;border-radius:10px;background-color:${accent};color:${onAccent};font-size:18px;font-weight:700;line-height:36px;text-align:center;">${slot('initial')}</div></td>
  <td class="ink" style="padding-left:12px;color:${ink};font-size:17px;font-weight:600;line-height:1.3;overflow-wrap:anywhere;word-break:break-word;">${words('companyName')}</td>
</tr>`
}

const section = (content: string) => `
<mj-section css-class="inner"><mj-column>${content}</mj-column></mj-section>`

/** The one heading of a message. */
export function heading(text: string): string {
  return section(
    `<mj-text css-class="text title" font-size="28px" line-height="1.25" font-weight="700" padding="0 0 16px"><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit;letter-spacing:-0.01em;">${escapeHtml(text)}</h1></mj-text>`,
  )
}

const paragraph = (html: string) => `<mj-text css-class="text" padding="0 0 12px">${html}</mj-text>`

const mostParagraphs = 20

/**
 * The greeting, and what the message says first.
 * @param greeting our own words, with a slot for the name
 * @param intro with placeholders in braces; an empty line begins a new paragraph
 */
export function introduction(greeting: string, intro: string): string {
  const paragraphs = intro.split(/\n{2,}/)
  // A paragraph costs some 300 octets: of very many the last ones are lines of one.
  const others = paragraphs.splice(mostParagraphs)
  if (others.length > 0) paragraphs.push(others.join('\n\n'))
  return section([isolated(greeting), ...paragraphs.map(saidHtml)].map(paragraph).join(''))
}

/** Words with placeholders: these become slots, and of a company's own words no sign becomes anything else. */
const saidHtml = (text: string): string =>
  piecesOf(text)
    .map((piece) =>
      typeof piece === 'string'
        ? escapeHtml(piece)
            // What looks like a slot would become one.
            .replaceAll('{', '&#123;')
            .replaceAll('\n', '<br />')
        : words(saidSlot(piece.placeholder)),
    )
    .join('')

/** The lines by which the company signs. */
export const signature = () =>
  section(`<mj-text css-class="text" padding="8px 0 0"><span dir="auto">${slot('signature')}</span></mj-text>`)

/** A smaller line in a quiet colour. */
export function remark({ quiet }: Palette, ...texts: string[]): string {
  return texts
    .map(
      (text) =>
        `<mj-text css-class="quiet text-small" font-size="14px" color="${quiet}" padding="0 0 6px"><span style="overflow-wrap:anywhere;word-break:break-word;">${isolated(text)}</span></mj-text>`,
    )
    .join('')
}

/** Quiet lines inside the card. */
export const remarks = (palette: Palette, ...texts: string[]) => section(remark(palette, ...texts))

/** Our own words around slots: each slot keeps its direction to itself. */
function isolated(text: string): string {
  return escapeHtml(text).replace(/\{\{(\w+)\}\}/g, (_, name: string) => words(name))
}

/** Date and time, larger than everything else; below it the company's reading of the same time. */
export function whenPanel(
  { panel, page, ink, quiet, line }: Palette,
  {
    label,
    companyLabel,
    oldLabel,
    over,
  }: { label: string; companyLabel: string | null; oldLabel: string | null; over: boolean },
): string {
  // What no longer holds is struck out, and stands on neutral ground.
  const struck = over ? 'text-decoration:line-through;' : ''
  const strong = over ? `class="soft" style="color:${quiet};${struck}` : `class="ink" style="color:${ink};`
  const below = (label: string, content: string) =>
    `<div class="rule soft" style="margin-top:14px;padding-top:12px;border-top:1px solid ${line};color:${quiet};font-size:14px;line-height:1.5;"><span style="font-weight:600;">${isolated(label)}</span><br />${content}</div>`
  const company = companyLabel
    ? below(
        companyLabel,
        `<span style="${struck}">${slot('companyDate')}, ${slot('companyTime')}</span><br />${slot('companyZone')}`,
      )
    : ''
  const old = oldLabel
    ? below(
        oldLabel,
        `<span style="text-decoration:line-through;">${slot('oldDate')}, ${slot('oldTime')}</span><br />${slot('oldZone')}`,
      )
    : ''
  return section(`<mj-table padding="12px 0 8px">
  <tr><td class="${over ? 'over' : 'panel'}" style="background-color:${over ? page : panel};border-radius:10px;padding:20px 22px;">
    <div class="soft" style="color:${quiet};font-size:13px;font-weight:600;line-height:1.4;">${escapeHtml(label)}</div>
    <div ${strong}font-size:18px;font-weight:600;line-height:1.35;padding-top:4px;">${slot('date')}</div>
    <div ${strong}font-size:24px;font-weight:700;line-height:1.3;padding-top:2px;">${slot('time')}</div>
    <div class="soft" style="color:${quiet};font-size:14px;line-height:1.5;padding-top:6px;">${slot('zone')}</div>${company}${old}
  </td></tr>
</mj-table>`)
}

export interface FactRow {
  /** The slot of the value; `{name}Href` is that of its link. */
  name: string
  label: string
  linked: boolean
  /** A line of our own words below the value. */
  advice?: string
}

/** Labels above values: a second column would leave a phone no room for either. */
export function factsTable({ quiet, ink, accent, line }: Palette, rows: FactRow[]): string {
  if (rows.length === 0) return ''
  const value = ({ name, linked }: FactRow) =>
    linked
      ? `<a class="link" href="${slot(`${name}Href`)}" style="color:${accent};overflow-wrap:anywhere;word-break:break-word;">${words(name)}</a>`
      : words(name)
  const advice = ({ advice }: FactRow) =>
    advice ? `<div class="soft" style="color:${quiet};font-size:14px;line-height:1.5;">${escapeHtml(advice)}</div>` : ''
  return section(
    `<mj-table padding="8px 0 12px">${rows
      .map((row, index) => {
        const border = index === 0 ? '' : `border-top:1px solid ${line};`
        return `<tr><td class="cell" style="padding:12px 0;${border}overflow-wrap:anywhere;word-break:break-word;">
    <div class="soft" style="color:${quiet};font-size:13px;font-weight:600;line-height:1.4;">${escapeHtml(row.label)}</div>
    <div class="ink" style="color:${ink};font-size:16px;line-height:1.5;padding-top:2px;">${value(row)}</div>${advice(row)}
  </td></tr>`
      })
      .join('')}</mj-table>`,
  )
}

/** The one thing to press, and below it, where one is asked for an answer, the quieter links by which to give it. */
export function actions(
  { accent, onAccent, ink }: Palette,
  {
    label,
    hrefSlot,
    answers,
  }: { label: string; hrefSlot: string; answers?: { question: string; links: { label: string; hrefSlot: string }[] } },
): string {
  const link = (each: { label: string; hrefSlot: string }) =>
    `<a href="${slot(each.hrefSlot)}" style="color:${accent};white-space:nowrap;line-height:2.2;">${escapeHtml(each.label)}</a>`
  const quieter = answers
    ? `
<mj-text css-class="text accent" color="${ink}" font-size="15px" padding="0 0 20px">${escapeHtml(answers.question)}<br />${answers.links.map(link).join(' &nbsp;·&nbsp; ')}</mj-text>`
    : ''
  return section(
    `<mj-button css-class="button" href="${slot(hrefSlot)}" background-color="${accent}" color="${onAccent}" font-size="16px" font-weight="600" line-height="1.25" border-radius="8px" inner-padding="15px 28px" padding="12px 0 20px" align="left">${escapeHtml(label)}</mj-button>${quieter}`,
  )
}
