import { isoAt } from '../shared/when.ts'
import type { Cell } from './csv.rules.ts'
import type { ColumnName, ExportedListName, ValueSet } from './export-words.ts'

/** What a cell is made with besides its row. */
interface Surroundings {
  /** The company's zone, for what has none of its own. */
  zone: string
  /** What a value is called. */
  word: (set: ValueSet, value: string) => string
}

// A row is what the selection asks for: the schema says what that is, and a test runs every one of them.
// oxlint-disable-next-line typescript/no-explicit-any
type Row = any

export interface Column {
  name: ColumnName
  /** What is asked of a row for it: GraphQL. */
  asks: string
  cell: (row: Row, surroundings: Surroundings) => Cell
  /** A time: the zone by whose clocks it is written stands in a column behind the first of them. */
  isTime?: true
}

const text = (name: ColumnName, asks: string, of: (row: Row) => Cell): Column => ({ name, asks, cell: of })
const number = (name: ColumnName): Column => ({ name, asks: name, cell: (row) => row[name] as number })
const word = (name: ColumnName, asks: string, set: ValueSet, of: (row: Row) => string | null | undefined): Column => ({
  name,
  asks,
  cell: (row, surroundings) => {
    const value = of(row)
    return value ? surroundings.word(set, value) : null
  },
})

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join('; ')
const place = text('place', 'location meetingUrl', (row) => row.location ?? row.meetingUrl)
const interviewers = text('interviewers', 'interviewers { name }', (row) => names(row.interviewers))

/** In which zone times of a row are written: the one in which they were promised, or the company's. */
const zoneOf = (row: Row, { zone }: Surroundings): string => row.timeZone ?? zone
const time = (name: ColumnName, asks: string = name, of: (row: Row) => string | null = (row) => row[name]): Column => ({
  name,
  asks,
  cell: (row, surroundings) => {
    const at = of(row)
    return at ? isoAt(new Date(at), zoneOf(row, surroundings)) : null
  },
  isTime: true,
})

/** Which rows have a zone of their own. */
const ownZone = 'timeZone'

export const zoneColumn: Column = { name: 'timeZone', asks: '', cell: zoneOf }

interface ExportedList {
  /** What is asked of every row, whatever its columns. */
  asks: string
  columns: readonly Column[]
}

/** What files hold of each list. Each is asked for by the very field that the list is. */
export const listColumns: Record<ExportedListName, ExportedList> = {
  interviews: {
    asks: ownZone,
    columns: [
      time('startsAt'),
      number('durationMinutes'),
      text('candidate', 'candidate { name }', (row) => row.candidate.name),
      text('candidateEmail', 'candidate { email }', (row) => row.candidate.email),
      text('job', 'job { title }', (row) => row.job.title),
      number('round'),
      word('status', 'status', 'interviewStatus', (row) => row.status),
      word('mode', 'mode', 'mode', (row) => row.mode),
      place,
      interviewers,
      text('scheduledBy', 'scheduledBy { name }', (row) => row.scheduledBy?.name ?? null),
      word('email', 'delivery { status }', 'deliveryStatus', (row) => row.delivery?.status),
      word('answer', 'rsvp', 'rsvp', (row) => row.rsvp),
      time('answeredAt', 'rsvpAt', (row) => row.rsvpAt),
      text('cancellationReason', 'cancellationReason', (row) => row.cancellationReason),
      time('createdAt'),
    ],
  },
  slots: {
    asks: ownZone,
    columns: [
      time('startsAt'),
      time('endsAt'),
      word('status', 'status', 'slotStatus', (row) => row.status),
      number('capacity'),
      number('placesTaken'),
      number('placesLeft'),
      word('mode', 'mode', 'mode', (row) => row.mode),
      place,
      text('job', 'job { title }', (row) => row.job?.title ?? null),
      interviewers,
      text('anyOf', 'anyOf { name }', (row) => (row.anyOf as { name: string }[][]).map(names).join(' | ')),
    ],
  },
  deliveries: {
    asks: 'id',
    columns: [
      time('queuedAt'),
      time('sentAt'),
      word('status', 'status', 'deliveryStatus', (row) => row.status),
      word('kind', 'kind', 'deliveryKind', (row) => row.kind),
      text(
        'recipient',
        'candidate { name } staffMember { name }',
        (row) => (row.candidate ?? row.staffMember)?.name ?? null,
      ),
      text('address', 'recipientAddress', (row) => row.recipientAddress),
      text('job', 'application { job { title } }', (row) => row.application?.job.title ?? null),
      time('interviewStartsAt', 'interview { startsAt }', (row) => row.interview?.startsAt ?? null),
      number('attempts'),
      text('errorCode', 'errorCode', (row) => row.errorCode),
      text('serverResponse', 'serverResponse', (row) => row.serverResponse),
    ],
  },
  applications: {
    asks: 'id',
    columns: [
      text('candidate', 'candidate { name }', (row) => row.candidate.name),
      text('candidateEmail', 'candidate { email }', (row) => row.candidate.email),
      text('candidatePhone', 'candidate { phone }', (row) => row.candidate.phone),
      text('job', 'job { title }', (row) => row.job.title),
      word('status', 'status', 'applicationStatus', (row) => row.status),
      time('createdAt'),
      time('decidedAt'),
      text('decisionReason', 'decisionReason', (row) => row.decisionReason),
    ],
  },
  candidates: {
    asks: 'id',
    columns: [
      text('candidate', 'name', (row) => row.name),
      text('candidateEmail', 'email', (row) => row.email),
      text('candidatePhone', 'phone', (row) => row.phone),
      // By an alias, because times are written by the company's clocks.
      text('candidateZone', 'candidateZone: timeZone', (row) => row.candidateZone),
      text('language', 'language', (row) => row.language),
      time('createdAt'),
    ],
  },
}
