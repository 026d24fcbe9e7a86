import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { KeyHolder } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import type { Logger } from '../shared/log.ts'
import {
  expectation,
  expectedColumns,
  type ExpectedRow,
  type makeNoteGone,
  type makeNotePresent,
} from './note-presence.ts'
import { beatEvery as usualBeat, goneAfter, grace as usualGrace } from './presence.rules.ts'

/** Ends a line. Whether the browser ended it with a word tells a page that was closed from a connection that was lost. */
export type LineEnded = (saidGoodbye: boolean) => void

export interface Pages {
  /** A candidate's page has a line to this process. */
  opened(holder: KeyHolder): LineEnded
  /** Says nothing more. What was said grows old by itself, unless another process holds lines to the same pages soon. */
  stop(): Promise<void>
}

interface Page {
  readonly holder: KeyHolder
  /** How many lines there are: one for each tab. */
  lines: number
  /** Whether it is written down that the candidate is here. */
  isNoted: boolean
  /** Runs while there is no line. */
  leaving?: NodeJS.Timeout
}

/** The interviews of some pages as a table of SQL, called `page`. */
const asRows = (pages: readonly Page[]) =>
  sql`unnest(${pages.map(({ holder }) => holder.companyId)}::uuid[], ${pages.map(({ holder }) => holder.id)}::uuid[])
    as page (company_id, id)`

/**
 * Knows which candidates' pages have a line to this process, and says so in the database: when the first line of a page
 * is there, when the last one has ended for good, and in between for all of them at once. No transaction is held, and
 * nothing is written for what goes over a line.
 */
export function watchPages({
  database,
  clock,
  log,
  useCases,
  beatEvery = usualBeat,
  grace = usualGrace,
}: {
  database: Database
  clock: Clock
  log: Logger
  useCases: { notePresent: ReturnType<typeof makeNotePresent>; noteGone: ReturnType<typeof makeNoteGone> }
  /** In milliseconds, as `grace`. */
  beatEvery?: number
  grace?: number
}): Pages {
  const holderId = newId()
  /** By the interview. */
  const pages = new Map<string, Page>()
  let isStopped = false
  let queue: Promise<unknown> = Promise.resolve()
  let opening: { at: number; timer: NodeJS.Timeout } | undefined

  /** One after the other: what is said of a page keeps its order, and a crowd at the full hour takes one connection. */
  const inTurn = (work: () => Promise<void>): void => {
    queue = queue
      .then(() => (isStopped ? undefined : work()))
      .catch((error: unknown) =>
        log.warn({ err: error }, 'it cannot be said whose page is open; the next beat tries again'),
      )
  }

  const note = (page: Page) =>
    inTurn(async () => {
      const { holder } = page
      if (page.isNoted || pages.get(holder.id) !== page) return
      const answer = await useCases.notePresent(holder, { interviewId: holder.id, holderId })
      if (answer.kind === 'Present') page.isNoted = true
      else if (answer.kind === 'TooEarly') beatIn(Date.parse(answer.opensAt) - Date.parse(answer.now))
    })

  /** A lobby opens in so many milliseconds: who waits before it is here from then on, not from some beat later. */
  function beatIn(wait: number): void {
    const at = performance.now() + wait
    if (isStopped || wait >= beatEvery || (opening && opening.at <= at)) return
    clearTimeout(opening?.timer)
    const timer = setTimeout(() => {
      opening = undefined
      inTurn(beat)
    }, wait)
    opening = { at, timer }
  }

  async function beat(): Promise<void> {
    const open = [...pages.values()].filter(({ lines }) => lines > 0)
    if (open.length === 0) return
    const rows = await ask(
      database,
      sql<ExpectedRow & { id: string; databaseNow: string }>`select interview.id, ${expectedColumns},
          to_json(clock_timestamp()) as "databaseNow"
        from ${asRows(open)} join interview on interview.company_id = page.company_id and interview.id = page.id
        join company on company.id = interview.company_id`,
    )
    const [first] = rows
    if (!first) return
    const now = clock.read(new Date(first.databaseNow))
    const expected: Page[] = []
    for (const row of rows) {
      const { phase, isExpected, opensAt } = expectation(row, now)
      const page = pages.get(row.id)
      if (isExpected && page) expected.push(page)
      else if (phase === 'EARLY') beatIn(opensAt.getTime() - now.getTime())
    }
    // Whoever this process has said nothing of for too long was told as gone, and comes again.
    const lost = new Date(now.getTime() - goneAfter)
    const seen = await ask(
      database,
      sql<{ id: string }>`update candidate_presence set seen_at = ${now} from ${asRows(expected)}
        where candidate_presence.company_id = page.company_id and interview_id = page.id and holder_id = ${holderId}
          and is_held and seen_at > ${lost}
        returning page.id`,
    )
    const known = new Set(seen.map(({ id }) => id))
    for (const page of expected) {
      if (known.has(page.holder.id)) continue
      // Whose lobby has opened meanwhile, or who was taken for lost.
      page.isNoted = false
      note(page)
    }
  }

  const beating = setInterval(() => inTurn(beat), beatEvery)

  return {
    opened(holder) {
      const page = pages.get(holder.id) ?? { holder, lines: 0, isNoted: false }
      pages.set(holder.id, page)
      clearTimeout(page.leaving)
      page.lines += 1
      if (!page.isNoted) note(page)
      let hasEnded = false
      return (saidGoodbye) => {
        if (hasEnded) return
        hasEnded = true
        page.lines -= 1
        if (page.lines > 0 || isStopped) return
        const endedAt = performance.now()
        page.leaving = setTimeout(() => {
          pages.delete(holder.id)
          inTurn(async () => {
            if (!page.isNoted) return
            const agoMs = performance.now() - endedAt
            await useCases.noteGone(holder, { interviewId: holder.id, holderId, agoMs, saidGoodbye })
          })
        }, grace)
      }
    },
    async stop() {
      isStopped = true
      clearInterval(beating)
      clearTimeout(opening?.timer)
      for (const page of pages.values()) clearTimeout(page.leaving)
      await queue
    },
  }
}
