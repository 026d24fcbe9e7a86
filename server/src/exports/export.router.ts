import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fromNodeHeaders } from 'better-auth/node'
import express, { type Request, type Response, type Router } from 'express'
import type { GraphQLSchema } from 'graphql'
import { z } from 'zod'
import type { Asker, Staff } from '../shared/actor.ts'
import { KnownFailure, unauthenticated } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import { refuse } from '../shared/http-answer.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import { language, type Language } from '../shared/language.ts'
import type { Logger } from '../shared/log.ts'
import { shownAt } from '../shared/when.ts'
import { byteOrderMark, csvLine } from './csv.rules.ts'
import { columnNames, exportWords, exportedLists, type ExportedListName } from './export-words.ts'
import { listColumns, zoneColumn, type Column } from './list-columns.ts'
import type { makeNoteExport } from './note-export.ts'
import { listQuestion, readListPage, type ListPage } from './read-list.ts'

/** How many files one process writes at once, and how many of them for one person. */
const mostAtOnce = 8
const mostForOne = 2
/** How long a file may take, in milliseconds. A million rows come within a fraction of it; who reads slower is let go. */
const longest = 10 * 60_000

export interface ExportTools {
  schema: GraphQLSchema
  log: Logger
  askerOf: (headers: Headers) => Promise<Asker>
  contextOf: (asker: Asker) => Context
  useCases: { noteExport: ReturnType<typeof makeNoteExport> }
}

/** What is asked besides the arguments of the list itself. */
const wish = z.object({
  columns: z
    .string()
    .max(2000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(columnNames)))
    .optional(),
  language: z.enum(language).optional(),
})

const statusOf: Record<KnownFailure['code'], number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
}

/**
 * Lists as files for spreadsheet programs: `/export/<list>.csv`, with the arguments of the list in the query string. Mount it
 * at `/api`. Each page of rows is asked for as the dashboard asks for it, with the rights that the asker has at that moment,
 * in a snapshot of its own: what changes its place in the list meanwhile may be missing, or be there twice.
 */
export function exportRoutes(tools: ExportTools): Router {
  const router = express.Router()
  const running = new Map<string, number>()
  const count = () => [...running.values()].reduce((sum, each) => sum + each, 0)

  router.get('/export/:file', async (request, response, next) => {
    const list = exportedLists.find((each) => request.params['file'] === `${each}.csv`)
    if (!list) return next()
    if (request.method === 'HEAD') return void response.status(405).set('allow', 'GET').end()
    // A link on a foreign page brings the session along; a file of ours is asked for by our pages.
    if (!['same-origin', 'none', undefined].includes(request.get('sec-fetch-site')))
      return refuse(response, 403, 'FORBIDDEN', 'Files are asked for by the dashboard itself.')
    const asker = await tools.askerOf(fromNodeHeaders(request.headers))
    if (asker.kind !== 'STAFF') return refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    const held = running.get(asker.id) ?? 0
    if (held >= mostForOne || count() >= mostAtOnce) {
      response.set('retry-after', '10')
      return refuse(response, 429, 'RATE_LIMITED', 'Other files are being written. Try again in a moment.')
    }
    running.set(asker.id, held + 1)
    try {
      await write(tools, list, asker, request, response)
    } catch (error) {
      if (response.headersSent || !(error instanceof KnownFailure)) throw error
      refuse(response, statusOf[error.code], error.code, error.message)
    } finally {
      const left = running.get(asker.id)! - 1
      if (left > 0) running.set(asker.id, left)
      else running.delete(asker.id)
    }
  })
  return router
}

async function write(tools: ExportTools, list: ExportedListName, asker: Staff, request: Request, response: Response) {
  const given = readInput(wish, request.query)
  if (isInvalid(given)) throw new KnownFailure('BAD_USER_INPUT', given.fields.map(({ message }) => message).join(' '))
  const columns = chosen(list, given.columns)
  const texts = Object.fromEntries(Object.entries(request.query).filter(([, value]) => typeof value === 'string'))
  const question = listQuestion(tools.schema, list, columns, texts as Record<string, string>)
  const read = async (after: string | null) => {
    const now = after === null ? asker : await tools.askerOf(fromNodeHeaders(request.headers))
    // Rights are those of this moment; who may no longer gets no more.
    if (now.kind !== 'STAFF' || now.id !== asker.id) throw unauthenticated()
    return readListPage({ schema: tools.schema, contextOf: () => tools.contextOf(now) }, list, question, after)
  }
  // Whatever is wrong with the question is found before anything leaves.
  const first = await read(null)
  const noted = await tools.useCases.noteExport(asker, { list, columns: columns.map(({ name }) => name) })
  if (noted.kind !== 'ExportNoted') throw new Error('An export could not be noted.')
  const words = given.language ?? first.company.language
  response.attachment(fileName(first.company, list, words)).set({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'cache-control': 'no-store',
    'x-total-count': String(first.totalCount),
  })
  const ended = AbortSignal.timeout(longest)
  try {
    await pipeline(Readable.from(lines(columns, words, first, read), { objectMode: false }), response, {
      signal: ended,
    })
  } catch (error) {
    // The file is cut off, and its reader is told so by the connection.
    response.destroy()
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE')
      tools.log.warn({ err: error, list }, 'a file of a list was not written to its end')
  }
}

/** The columns that were asked for, in the order of the list, with the zone beside the first time. */
function chosen(list: ExportedListName, names: readonly string[] | undefined): Column[] {
  const columns = listColumns[list].columns.filter(({ name }) => !names || names.includes(name))
  if (columns.length === 0) throw new KnownFailure('BAD_USER_INPUT', 'This list has none of these columns.')
  const first = columns.findIndex(({ isTime }) => isTime)
  return first < 0 ? columns : columns.toSpliced(first + 1, 0, zoneColumn)
}

/** The file page by page: no more than one of them is ever in memory. */
async function* lines(
  columns: readonly Column[],
  language: Language,
  first: ListPage,
  read: (after: string) => Promise<ListPage>,
): AsyncGenerator<string> {
  const words = exportWords[language]
  const surroundings = {
    zone: first.company.timeZone,
    word: (set: keyof typeof words.values, value: string) => words.values[set][value] ?? value,
  }
  yield byteOrderMark + csvLine(columns.map(({ name }) => words.columns[name]))
  for (let page = first; ; page = await read(page.next!)) {
    yield page.nodes.map((row) => csvLine(columns.map((column) => column.cell(row, surroundings)))).join('')
    if (page.next === null) return
  }
}

/** `Nordlund AB – interviews 2026-11-22.csv`, the day by the company's clocks, without what no file system takes. */
function fileName({ name, timeZone }: ListPage['company'], list: ExportedListName, language: Language): string {
  const bare = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return `${bare} ${exportWords[language].lists[list]} ${shownAt(new Date(), timeZone).slice(0, 10)}.csv`
}
