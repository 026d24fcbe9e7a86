import type { InterviewMode } from '../interviews/interview.rules.ts'
import type { Language } from '../shared/language.ts'

interface FeedWords {
  /** Names of the calendars. */
  own: (company: string) => string
  company: (company: string) => string
  summary: (candidate: string, job: string) => string
  busy: string
  round: (round: number) => string
  mode: Record<InterviewMode, string>
  withWhom: (names: string) => string
}

/** What calendars say: those of one person in the language that they chose, those of the company in its own. */
export const feedWords: Record<Language, FeedWords> = {
  EN: {
    own: (company) => `My interviews at ${company}`,
    company: (company) => `Interviews at ${company}`,
    summary: (candidate, job) => `Interview: ${candidate}, ${job}`,
    busy: 'Busy',
    round: (round) => `Round ${round}`,
    mode: { ONSITE: 'On site', VIDEO: 'Video call', PHONE: 'By phone', SELF_GUIDED: 'Self-guided' },
    withWhom: (names) => `Interviewers: ${names}`,
  },
  SV: {
    own: (company) => `Mina intervjuer hos ${company}`,
    company: (company) => `Intervjuer hos ${company}`,
    summary: (candidate, job) => `Intervju: ${candidate}, ${job}`,
    busy: 'Upptagen',
    round: (round) => `Omgång ${round}`,
    mode: { ONSITE: 'På plats', VIDEO: 'Videosamtal', PHONE: 'Per telefon', SELF_GUIDED: 'På egen hand' },
    withWhom: (names) => `Intervjuare: ${names}`,
  },
  FR: {
    own: (company) => `Mes entretiens chez ${company}`,
    company: (company) => `Entretiens chez ${company}`,
    summary: (candidate, job) => `Entretien : ${candidate}, ${job}`,
    busy: 'Occupé',
    round: (round) => `Tour ${round}`,
    mode: { ONSITE: 'Sur place', VIDEO: 'Visioconférence', PHONE: 'Par téléphone', SELF_GUIDED: 'En autonomie' },
    withWhom: (names) => `Avec : ${names}`,
  },
}
