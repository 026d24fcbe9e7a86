import type { ArrivalState, InterviewMode, InterviewStatus } from '../gql/graphql'

/** What is known of a candidate around the hour of their interview. */
export interface Watched {
  mode: InterviewMode
  status: InterviewStatus
  startsAt: string
  presence?: { isPageOpen: boolean; since: string; saidGoodbye: boolean } | null
  candidateArrival?: { state: ArrivalState } | null
  roomProgress?: { questionPosition?: number | null; questionCount: number } | null
}

export type PresenceWord = 'inLobby' | 'onPage' | 'inRoom' | 'atQuestion' | 'left' | 'lost' | 'notCome'

export interface PresenceState {
  word: PresenceWord
  /** Since when they are gone; null of everything else. */
  goneSince: string | null
  /** Where they are with the questions, where they are asked any. */
  progress: { position: number | null; count: number } | null
}

/**
 * What can be said of where a candidate is; null where nothing can. A page that is closed means something where the
 * interview runs on it, and nothing where people meet elsewhere: who talks by phone needs no page. Where they have said
 * themselves that they are here, that is the better word.
 * @param now in milliseconds since the Unix epoch
 */
export function presenceState(
  { mode, status, startsAt, presence, candidateArrival, roomProgress }: Watched,
  now: number,
) {
  if (status !== 'SCHEDULED' && status !== 'IN_PROGRESS') return null
  const said = (word: PresenceWord, more: Partial<PresenceState> = {}): PresenceState => ({
    word,
    goneSince: null,
    progress: null,
    ...more,
  })
  if (mode !== 'SELF_GUIDED') {
    const isWaiting = presence?.isPageOpen && status === 'SCHEDULED' && candidateArrival?.state !== 'HERE'
    return isWaiting ? said(mode === 'VIDEO' ? 'inLobby' : 'onPage') : null
  }

  const progress = roomProgress
    ? { position: roomProgress.questionPosition ?? null, count: roomProgress.questionCount }
    : null
  if (presence?.isPageOpen) return status === 'SCHEDULED' ? said('inLobby') : said('inRoom', { progress })
  if (presence) return said(presence.saidGoodbye ? 'left' : 'lost', { goneSince: presence.since, progress })
  // Where no line came through there is no presence to tell of, and they may be answering all the same.
  if (status === 'IN_PROGRESS') return progress ? said('atQuestion', { progress }) : null
  return now >= Date.parse(startsAt) ? said('notCome') : null
}

/** How long ago something was, in whole minutes, or in whole hours from the second one on. Never in the future. */
export function roughlyAgo(instant: string, now: number): { unit: 'now' | 'minutes' | 'hours'; n: number } {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000))
  if (minutes === 0) return { unit: 'now', n: 0 }
  return minutes < 120 ? { unit: 'minutes', n: minutes } : { unit: 'hours', n: Math.floor(minutes / 60) }
}
