import { readFileSync } from 'node:fs'
import express, { type Request, type Response, type Router } from 'express'
import { downloadEvent } from '../calendar/calendar-event.ts'
import type { Html } from '../shared/html.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import { instantsOf, whenText } from '../shared/when.ts'
import { formNonce, isFormNonce } from './answer-form.ts'
import type { makeAnswerInvitation, makeProposeTime } from './answer-invitation.ts'
import { answerPage, unknownAnswerPage, type Shown, type Wish } from './answer-page.ts'
import { givenAnswer } from './answer.rules.ts'
import { readAnswerPage, type AnswerPage } from './read-answer-page.ts'

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface AnswerPageTools {
  database: Database
  clock: Clock
  /** The newest first. */
  secrets: readonly [string, ...string[]]
  useCases: {
    answerInvitation: ReturnType<typeof makeAnswerInvitation>
    proposeTime: ReturnType<typeof makeProposeTime>
  }
}

type Refused = NonNullable<Shown['refused']>

/**
 * The page behind the links by which emails are answered; mount it at `/answer`. Mail scanners open such links and press
 * nothing: only a POST of a form that stood on the page changes anything.
 */
export function answerPages(tools: AnswerPageTools): Router {
  const router = express.Router()
  const styles = readFileSync(new URL('assets/answer.css', import.meta.url), 'utf8')

  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    })
    next()
  })

  router.get('/assets/answer.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('text/css').send(styles)
  })

  router.get('/:key', async (request, response) => {
    const page = await open(request)
    if (!page) return send(response.status(404), unknownAnswerPage())
    if (request.query['calendar'] !== undefined && !page.over) {
      response.attachment('invite.ics').type('text/calendar; charset=utf-8').send(calendarFile(page))
      return
    }
    show(request, response, page, null)
  })

  router.post(
    '/:key',
    express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 }),
    async (request, response) => {
      const page = await open(request)
      if (!page) return send(response.status(404), unknownAnswerPage())
      const refused = await answer(request, page)
      if (refused)
        return show(
          request,
          response.status(refused === 'over' ? 409 : 422),
          { ...((await open(request)) ?? page) },
          refused,
        )
      // Asked for again it is a page, so that going back or loading anew presses nothing twice.
      response.redirect(303, `/answer/${request.params.key}`)
    },
  )

  const open = (request: Request) => readAnswerPage(tools, keyOf(request))

  async function answer(request: Request, page: AnswerPage): Promise<Refused | null> {
    if (!isFormNonce(field(request, 'nonce'), tools.secrets, keyOf(request), page.now)) return 'stale'
    const { actor, interviewId, staffMemberId } = page
    if (page.over) return 'over'
    const who = { interviewId, staffMemberId, way: 'LINK' } as const
    const chosen = givenAnswer.find((each) => each === field(request, 'answer'))
    if (chosen) {
      const said = await tools.useCases.answerInvitation(actor, { ...who, answer: chosen, comment: null })
      return said.kind === 'CandidateInterview' ? null : 'over'
    }
    const startsAt = instantOf(field(request, 'date'), field(request, 'time'), page.timeZone)
    if (!startsAt) return 'noTime'
    const comment = field(request, 'comment')
    if (comment.length > 2000) return 'tooLong'
    const said = await tools.useCases.proposeTime(actor, { ...who, startsAt, comment })
    switch (said.kind) {
      case 'CandidateInterview':
        return null
      case 'TimeIsPast':
        return 'past'
      case 'InterviewIsOver':
        return 'over'
      default:
        return startsAt.getTime() === page.startsAt.getTime() ? 'same' : 'noTime'
    }
  }

  function show(request: Request, response: Response, page: AnswerPage, refused: Refused | null): void {
    const wish = request.query['want']
    send(
      response,
      answerPage(page, {
        nonce: formNonce(tools.secrets[0], keyOf(request), page.now),
        wish: wish === 'accept' || wish === 'decline' || wish === 'time' ? (wish satisfies Wish) : null,
        refused,
        typed: refused
          ? {
              date: field(request, 'date'),
              time: field(request, 'time'),
              comment: field(request, 'comment').slice(0, 2000),
            }
          : { date: '', time: '', comment: '' },
      }),
    )
  }

  /** The meeting as an entry to add by hand, with the UID of the invitation. */
  function calendarFile(page: AnswerPage): string {
    const { startsAt, endsAt, timeZone, language, location, meetingUrl, calendar } = page
    return downloadEvent({
      ...calendar,
      stamp: page.now,
      lastModifiedAt: calendar.createdAt,
      startsAt,
      endsAt,
      summary: `${page.jobTitle} – ${page.staffMemberId ? page.candidateName : page.companyName}`,
      location: location ?? meetingUrl,
      description: [whenText({ startsAt, endsAt, timeZone, language }), location, meetingUrl]
        .filter(Boolean)
        .join('\n'),
      url: null,
    })
  }

  return router
}

const keyOf = (request: Request): string => String(request.params['key'])

function field(request: Request, name: string): string {
  const value = (request.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}

/** The first of two in an hour that comes twice; none in one that is skipped. */
function instantOf(date: string, time: string, timeZone: string): Date | null {
  if (!/^20\d\d-\d\d-\d\d$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  try {
    return instantsOf(date, time, timeZone)[0] ?? null
  } catch {
    return null
  }
}

function send(response: Response, page: Html): void {
  response.type('text/html; charset=utf-8').send(page.source)
}
