import type { JobRound_FactsFragment, JobRoundInput } from '../gql/graphql'
import { placeOf, problemsOfPlace } from '../interviews/meeting-place.rules'
import { panelOf, problemsOfPanel } from '../interviews/panel.rules'
import { meetingOf, usualMeeting, type PlannedMeeting } from '../interviews/planned-round.rules'
import { nameProblems } from '../shared/field-problems.rules'
import type { Problem } from '../shared/problems'

/** A round of a job as far as a person has written it. */
export interface RoundDraft extends PlannedMeeting {
  /** Its own while the form is open; its number changes when rounds change places. */
  key: string
  name: string
  kitId: string | null
  /** The one it had when the form was opened. */
  had: { id: string; name: string } | null
}

export const mostRounds = 50

export const emptyRound = (key: string): RoundDraft => ({
  key,
  name: '',
  kitId: null,
  had: null,
  ...usualMeeting(),
})

export const draftOf = (round: JobRound_FactsFragment): RoundDraft => ({
  key: `planned-${round.number}`,
  name: round.name,
  kitId: round.kit?.id ?? null,
  had: round.kit,
  ...meetingOf(round),
})

/** What the names of a round's fields begin with. */
export const prefixOf = ({ key }: RoundDraft) => `rounds.${key}.`

const fieldNames = ['name', 'kitId', 'durationMinutes', 'mode', 'location', 'meetingUrl', 'interviewerIds', 'anyOf']

export const fieldsOf = (rounds: readonly RoundDraft[]) =>
  rounds.flatMap((round) => fieldNames.map((name) => prefixOf(round) + name))

const isLength = (minutes: number | null) =>
  minutes !== null && Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440

/** What a round still lacks, under the names of its own fields. */
export const problemsOfRound = (round: RoundDraft): Problem[] =>
  [
    ...nameProblems(round.name),
    ...(isLength(round.durationMinutes)
      ? []
      : [{ name: 'durationMinutes', code: 'outOfBounds', facts: { least: 5, most: 1440 } }]),
    ...problemsOfPlace(round.place),
    ...problemsOfPanel(round.panel),
  ].map((problem) => ({ ...problem, name: prefixOf(round) + problem.name }))

export const inputOf = (round: RoundDraft): JobRoundInput => ({
  name: round.name.trim(),
  durationMinutes: round.durationMinutes!,
  ...placeOf(round.place),
  ...panelOf(round.panel),
  kitId: round.kitId,
})

/** The server counts rounds by their place, `rounds.0.name`; the form names them by their key. */
export const pathByKey = (path: string, rounds: readonly RoundDraft[]) =>
  path.replace(/\brounds\.(\d+)\./, (whole, index: string) => {
    const round = rounds[Number(index)]
    return round ? prefixOf(round) : whole
  })
