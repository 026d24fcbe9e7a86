import fs from 'node:fs'
import express, { type Request, type Response, type Router } from 'express'
import type { Html } from '../shared/html.ts'
import { PRESSES, invitationIn, type SendAnswer } from './calendar-answer.ts'
import { emailPage, listPage, missingPage, viewsOf } from './mailbox.pages.ts'
import type { EmailSearch, MailboxStore } from './mailbox.store.ts'

const PAGE_SIZE = 50
const LARGEST_PAGE = 200
const RAW_SHOWN_BYTES = 200_000

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** An email may colour itself and hold pictures of its own. It runs nothing, sends nothing and fetches nothing from afar. */
const LETTER_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/**
 * Pages and JSON over the caught emails; mount it at `/mailbox`. No request changes an email; one sends an answer to an
 * invitation, by email, as its reader's calendar program would. Whoever can reach it can read every email, so it must
 * never stand beside a real mail server.
 * @param sendAnswer null offers no answers
 */
export function mailboxRouter(store: MailboxStore, sendAnswer: SendAnswer | null): Router {
  const router = express.Router()
  const assets = {
    'mailbox.css': { type: 'text/css', body: asset('mailbox.css') },
    'mailbox.js': { type: 'text/javascript', body: asset('mailbox.js') },
  }

  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': PAGE_POLICY,
      'Cache-Control': 'no-store',
      // The emails hold personal links, and their pages link to foreign places.
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
    next()
  })

  router.get('/', (request, response) => {
    const search = searchOf(request)
    sendPage(
      response,
      listPage({ base: request.baseUrl, q: search.q ?? '', after: search.after, ...store.list(search) }),
    )
  })

  router.get('/assets/:name', (request, response, next) => {
    const { name } = request.params
    if (name !== 'mailbox.css' && name !== 'mailbox.js') return next()
    response.set('Cache-Control', 'no-cache').type(assets[name].type).send(assets[name].body)
  })

  router.get('/messages', (request, response) => {
    const search = searchOf(request)
    const { emails, hasMore } = store.list(search)
    const last = emails.at(-1)
    if (hasMore && last) {
      const query = new URLSearchParams(given({ ...search, first: String(search.first), after: last.id }))
      response.set('Link', `<${request.baseUrl}/messages?${query.toString()}>; rel="next"`)
    }
    response.json(emails)
  })

  router.get('/messages/:id', async (request, response) => {
    response.vary('Accept')
    const email = await store.open(request.params.id)
    if (request.accepts(['json', 'html']) !== 'html') {
      if (email) response.json(email)
      else response.status(404).json({ message: 'There is no such email.' })
      return
    }
    const bytes = email && (await store.raw(email.id))
    if (!bytes) return notFound(request, response)
    const views = viewsOf(email)
    const asked = views.find((view) => view === request.query['view'])
    const raw = { text: bytes.toString('utf8', 0, RAW_SHOWN_BYTES), cut: bytes.length > RAW_SHOWN_BYTES }
    const answering = sendAnswer && invitationIn(email) ? { answered: text(request.query['answered']) } : null
    sendPage(response, emailPage({ base: request.baseUrl, email, view: asked ?? views[0] ?? 'raw', raw, answering }))
  })

  router.post(
    '/messages/:id/answer',
    express.urlencoded({ extended: false, limit: '4kb' }),
    async (request, response) => {
      // A foreign page in the same browser could send this form too; a browser says where it comes from.
      const site = request.get('sec-fetch-site')
      if (site !== undefined && site !== 'same-origin')
        return void response.status(403).type('text').send('Not from here.')
      const email = await store.open(request.params.id)
      if (!sendAnswer || !email || !invitationIn(email)) return notFound(request, response)
      const { press, startsAt } = (request.body ?? {}) as Record<string, unknown>
      const chosen = PRESSES.find((each) => each === press)
      const proposed = typeof startsAt === 'string' && startsAt ? new Date(`${startsAt}Z`) : null
      const isWrong = !chosen || (chosen === 'COUNTER' && (!proposed || Number.isNaN(proposed.getTime())))
      const answered = isWrong
        ? 'Choose an answer, and for another time a date and a time.'
        : await sendAnswer(email, chosen, chosen === 'COUNTER' ? proposed : null).then(
            (said) => `Sent. The mail server said: ${said}`,
            (error: Error) => `It could not be sent: ${error.message}`,
          )
      response.redirect(303, `${request.baseUrl}/messages/${email.id}?${new URLSearchParams({ answered }).toString()}`)
    },
  )

  router.get('/messages/:id/html', async (request, response) => {
    const email = await store.open(request.params.id)
    if (email?.html == null) return notFound(request, response)
    response
      .set('Content-Security-Policy', LETTER_POLICY)
      .type('text/html; charset=utf-8')
      .send(withNewTabs(email.html))
  })

  router.get('/messages/:id/calendars/:index', async (request, response) => {
    const email = await store.open(request.params.id)
    const calendar = email?.calendars[Number(request.params.index)]
    if (!calendar) return notFound(request, response)
    response.attachment('invite.ics').type('text/calendar; charset=utf-8').send(calendar.content)
  })

  router.get('/messages/:id/raw', async (request, response) => {
    const bytes = await store.raw(request.params.id)
    if (!bytes) return notFound(request, response)
    response.attachment(`${request.params.id}.eml`).set('Content-Type', 'message/rfc822').send(bytes)
  })

  return router
}

function notFound(request: Request, response: Response): void {
  sendPage(response.status(404), missingPage(request.baseUrl))
}

function sendPage(response: Response, page: Html): void {
  response.type('text/html; charset=utf-8').send(page.source)
}

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value.slice(0, 500) : null)

function searchOf(request: Request): EmailSearch {
  const text = (name: string) => {
    const value = request.query[name]
    return typeof value === 'string' && value.trim() ? value.trim().slice(0, 200) : undefined
  }
  const first = Number(text('first') ?? PAGE_SIZE)
  return {
    to: text('to'),
    subject: text('subject'),
    q: text('q'),
    after: text('after'),
    first: Number.isInteger(first) ? Math.min(Math.max(first, 1), LARGEST_PAGE) : PAGE_SIZE,
  }
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Links of the email open beside the mailbox, not in its little frame. */
function withNewTabs(letter: string): string {
  const base = '<base target="_blank">'
  const head = /<head(?:\s[^>]*)?>/i.exec(letter)
  if (!head) return `<!doctype html>${base}${letter}`
  const end = head.index + head[0].length
  return letter.slice(0, end) + base + letter.slice(end)
}

function asset(name: string): string {
  return fs.readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')
}
