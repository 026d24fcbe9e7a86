import { choosePanel, membersAt, peopleOf, type NeededElsewhere, type Panel } from '../scheduling/panel.rules.ts'
import { schedulingFacts, type Moving } from '../scheduling/person-facts.ts'
import { mayOverride, type SchedulingRules } from '../scheduling/settings.rules.ts'
import type { PersonRefusal } from '../scheduling/person.rules.ts'
import { minuteMs, type Stretch } from '../scheduling/stretches.rules.ts'
import type { Transaction } from '../shared/use-case.ts'

/** What somebody wished for, kept with a refusal so that the next free time can be found when it is asked for. */
export interface MeetingWish {
  panel: Panel
  durationMinutes: number
}

export interface PersonInTheWay {
  interviewerId: string
  /** Which pool, from 1; null for those who must all come. */
  pool: number | null
  reason: (PersonRefusal | NeededElsewhere)['kind']
}

export type PanelRefusal = (
  Exclude<PersonRefusal, { kind: 'OutsideWorkingHours' }> | { kind: 'PanelIsNotFree'; inTheWay: PersonInTheWay[] }
) & { wish: MeetingWish }

type NamedRefusal = Exclude<PersonRefusal, { kind: 'OutsideWorkingHours' }>

/** Which refusal is told where several are true: what stands whatever a recruiter says comes first. */
const order: readonly NamedRefusal['kind'][] = [
  'InterviewerIsBusy',
  'InterviewerIsAway',
  'BusyElsewhere',
  'WeeklyLimitReached',
  'DailyLimitReached',
]

/**
 * Who of a panel comes to a meeting. Ask with everybody of the panel locked.
 * @param rules those by which the time will be taken, too: read again, they may be others by then
 * @param override whether a recruiter has overridden limits and calendars of other programs, with a reason
 * @param moving the meeting itself, where it has a time already: it is not in its own way
 */
export async function choosePeople(
  tx: Transaction,
  panel: Panel,
  meeting: Stretch,
  { rules, override, moving }: { rules: SchedulingRules; override: boolean; moving?: Moving },
): Promise<{ kind: 'PanelChosen'; interviewerIds: string[] } | PanelRefusal> {
  const people = peopleOf(panel)
  if (people.length === 0) return { kind: 'PanelChosen', interviewerIds: [] }
  const { around, calendars } = await schedulingFacts(tx, tx.now, people, meeting, { moving, underLocks: true })
  const choice = { all: { by: 'NAME', override }, anyOf: { by: 'RULES', override } } as const
  const members = membersAt(panel, calendars, meeting, { ...around, rules }, choice)
  const answer = choosePanel(panel, members)
  if (answer.kind === 'PanelChosen') return answer
  const durationMinutes = Math.round((meeting.endsAt.getTime() - meeting.startsAt.getTime()) / minuteMs)
  const wish = { panel, durationMinutes }
  const [first] = answer.inTheWay
  if (answer.inTheWay.length === 1 && first?.pool === null) {
    // Only people who must all come are in the way: what is true of them says more than that a panel is not free.
    const refusals = first.people.map(({ refusal }) => refusal as NamedRefusal)
    const told = refusals.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))[0]!
    const alike = refusals.filter(({ kind }) => kind === told.kind)
    return { ...told, interviewerIds: alike.flatMap(({ interviewerIds }) => interviewerIds), wish }
  }
  return {
    kind: 'PanelIsNotFree',
    inTheWay: answer.inTheWay.flatMap(({ pool, people }) =>
      people.map(({ id, refusal }) => ({
        interviewerId: id,
        pool: pool === null ? null : pool + 1,
        reason: refusal.kind,
      })),
    ),
    wish,
  }
}

/** What a recruiter who gives a reason may pass by. */
export const unlessOverridden = <R extends { kind: string }>(refusal: R | null, override: boolean): R | null =>
  refusal && override && mayOverride(refusal) ? null : refusal
