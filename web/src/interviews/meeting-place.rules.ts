import type { InterviewMode } from '../gql/graphql'
import type { Problem } from '../shared/problems'

export interface MeetingPlace {
  mode: InterviewMode
  location: string
  meetingUrl: string
}

const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** Whoever is invited on site must learn where, and to a video call by which link. */
export function problemsOfPlace({ mode, location, meetingUrl }: MeetingPlace): Problem[] {
  if (mode === 'ONSITE' && !location.trim()) return [{ name: 'location', code: 'locationMissing' }]
  if (mode !== 'VIDEO') return []
  if (!meetingUrl.trim()) return [{ name: 'meetingUrl', code: 'meetingUrlMissing' }]
  return isWebAddress(meetingUrl.trim()) ? [] : [{ name: 'meetingUrl', code: 'meetingUrlMalformed' }]
}

/** Only what the mode needs is sent: a link left over from another choice would mislead the candidate. */
export const placeOf = ({ mode, location, meetingUrl }: MeetingPlace) => ({
  mode,
  ...(mode === 'ONSITE' && { location: location.trim() }),
  ...(mode === 'VIDEO' && { meetingUrl: meetingUrl.trim() }),
})
