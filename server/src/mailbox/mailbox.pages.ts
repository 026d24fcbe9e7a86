import { html, type Html } from '../shared/html.ts'
import type { CaughtEmail, OpenedEmail } from './mailbox.store.ts'

export const VIEWS = ['html', 'text', 'calendar', 'raw'] as const
export type View = (typeof VIEWS)[number]

const VIEW_NAMES: Record<View, string> = { html: 'HTML', text: 'Text', calendar: 'Calendar', raw: 'Raw' }

export interface ListPage {
  /** Path the mailbox is mounted at, without a slash at the end. */
  base: string
  emails: CaughtEmail[]
  hasMore: boolean
  /** What is searched for, '' for everything. */
  q: string
  /** Id that this page begins behind, undefined on the first page. */
  after: string | undefined
}

export function listPage({ base, emails, hasMore, q, after }: ListPage): Html {
  const older = `${base}?${new URLSearchParams({ ...(q && { q }), after: emails.at(-1)?.id ?? '' }).toString()}`
  return page(
    base,
    q ? `“${q}” – Mailbox` : 'Mailbox',
    html`
      <h1 class="hidden">Emails</h1>
      <form class="search" role="search" action="${base}" method="get">
        <label class="hidden" for="q">Search by recipient or subject</label>
        <input
          id="q"
          name="q"
          type="search"
          value="${q}"
          placeholder="Search by recipient or subject"
          autocomplete="off"
        />
        <button>Search</button>
      </form>
      <section
        id="list"
        aria-label="Emails"
        ${after === undefined && html`data-live="${base}/messages" data-newest="${emails[0]?.id ?? ''}"`}
      >
        ${
          emails.length === 0
            ? emptyList(base, q)
            : html`<ol class="emails">
                ${emails.map((email) => row(base, email))}
              </ol>`
        }
      </section>
      <nav class="pages" aria-label="Pages">
        ${after !== undefined && html`<a href="${base}${q && `?${new URLSearchParams({ q }).toString()}`}">Newest</a>`}
        ${hasMore && html`<a href="${older}" rel="next">Older</a>`}
      </nav>
    `,
  )
}

function emptyList(base: string, q: string): Html {
  if (q) return html`<p class="empty">No email matches “${q}”. <a href="${base}">Show all</a></p>`
  return html`<p class="empty">No email yet. Book a candidate, and the invitation appears here.</p>`
}

function row(base: string, email: CaughtEmail): Html {
  return html`<li>
    <a class="email" href="${base}/messages/${email.id}">
      <span class="to">${recipients(email)}</span>
      <span class="subject">${subjectOf(email)}</span>
      ${email.hasCalendar && html`<span class="badge">Calendar</span>`} ${moment(email.receivedAt)}
    </a>
  </li>`
}

export interface EmailPage {
  base: string
  email: OpenedEmail
  view: View
  /** The message as it came, shown in the raw view; long ones are cut. */
  raw: { text: string; cut: boolean }
  /** There where the email can be answered; what came of the last answer. */
  answering: { answered: string | null } | null
}

export function emailPage({ base, email, view, raw, answering }: EmailPage): Html {
  const place = `${base}/messages/${email.id}`
  const tab = (each: View) =>
    html`<a href="${place}?view=${each}" ${each === view && html`aria-current="page"`}>${VIEW_NAMES[each]}</a>`
  return page(
    base,
    `${subjectOf(email)} – Mailbox`,
    html`
      <p class="back"><a href="${base}">All emails</a></p>
      <h1>${subjectOf(email)}</h1>
      <dl class="facts">
        <div>
          <dt>To</dt>
          <dd>${recipients(email)}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>${email.fromName} ${email.from ? html`<span class="address">${email.from}</span>` : 'nobody'}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>${moment(email.receivedAt)}</dd>
        </div>
        <div>
          <dt>Size</dt>
          <dd>${bytes(email.size)}</dd>
        </div>
        ${
          email.attachments.length > 0 &&
          html`<div>
            <dt>Attached</dt>
            <dd>
              ${email.attachments.map((each) => `${each.filename || each.mimeType} (${bytes(each.size)})`).join(', ')}
            </dd>
          </div>`
        }
      </dl>
      ${answering && answerForm(place, answering.answered)}
      <nav class="tabs" aria-label="Parts of the email">${viewsOf(email).map(tab)}</nav>
      ${content(place, email, view, raw)}
    `,
  )
}

/** What a calendar program would show beside an invitation. */
function answerForm(place: string, answered: string | null): Html {
  const press = (value: string, label: string) =>
    html`<button name="press" value="${value}" formnovalidate>${label}</button>`
  return html`<form class="answer" action="${place}/answer" method="post" aria-label="Answer as a calendar program">
    <p>Answer as a calendar program would, by email:</p>
    <div>${press('ACCEPTED', 'Accept')} ${press('TENTATIVE', 'Maybe')} ${press('DECLINED', 'Decline')}</div>
    <div>
      <label>Another time (UTC) <input type="datetime-local" name="startsAt" required /></label>
      <button name="press" value="COUNTER">Propose</button>
    </div>
    ${answered && html`<p role="status">${answered}</p>`}
  </form>`
}

/** The parts that this email has. */
export function viewsOf(email: OpenedEmail): View[] {
  return VIEWS.filter(
    (view) =>
      view === 'raw' ||
      (view === 'html' && email.html !== null) ||
      (view === 'text' && email.text !== null) ||
      (view === 'calendar' && email.calendars.length > 0),
  )
}

function content(place: string, email: OpenedEmail, view: View, raw: EmailPage['raw']): Html {
  if (view === 'html')
    // Links of the email open in a new tab and work there; the email itself runs nothing and reaches nothing here.
    return html`<iframe
      class="letter"
      title="The email as its reader sees it"
      src="${place}/html"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
    ></iframe>`
  if (view === 'text') return html`<pre class="letter" tabindex="0">${email.text}</pre>`
  if (view === 'raw')
    return html`<p class="actions"><a href="${place}/raw" download="${email.id}.eml">Download .eml</a></p>
      <pre class="letter" tabindex="0">${raw.text}</pre>
      ${raw.cut && html`<p>Only the beginning is shown; the download has everything.</p>`}`
  return html`${email.calendars.map(
    (calendar, index) =>
      html`<section class="calendar">
        <p class="actions">
          <span>${calendar.method ? `Method ${calendar.method}` : 'No method'}</span>
          <a href="${place}/calendars/${index}" download="invite.ics">Download .ics</a>
        </p>
        <pre class="letter" tabindex="0">${calendar.content}</pre>
      </section>`,
  )}`
}

export function missingPage(base: string): Html {
  return page(
    base,
    'Not here – Mailbox',
    html`<p class="empty">
      This email is not here. The mailbox keeps the newest 2,000. <a href="${base}">All emails</a>
    </p>`,
  )
}

function page(base: string, title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${base}/assets/mailbox.css" />
        <script src="${base}/assets/mailbox.js" defer></script>
      </head>
      <body>
        <header>
          <a class="brand" href="${base}">Mailbox</a>
          <p>Emails from this Greenroom stop here. Nobody receives them.</p>
          <a class="home" href="/">Greenroom</a>
        </header>
        <main>${body}</main>
      </body>
    </html>`
}

function subjectOf(email: CaughtEmail): string {
  return email.subject || '(no subject)'
}

function recipients(email: CaughtEmail): string {
  return (email.to.length > 0 ? email.to : email.envelope.to).join(', ') || 'nobody'
}

function bytes(count: number): string {
  return count < 1_000
    ? `${count} B`
    : count < 1_000_000
      ? `${(count / 1e3).toFixed(1)} kB`
      : `${(count / 1e6).toFixed(1)} MB`
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })

function moment(iso: string): Html {
  return html`<time datetime="${iso}">${MOMENT.format(new Date(iso))} UTC</time>`
}
