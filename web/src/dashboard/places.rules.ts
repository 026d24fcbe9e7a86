import type { RouteLocationNormalizedLoaded } from 'vue-router'

/** A page that the dashboard leads to from everywhere. */
export interface Place {
  /** Of its route. */
  name: string
  label: string
  icon: string
  /** On a phone it stays at hand where not all fit. */
  usedAllDay?: boolean
}

/** Whether a person is on the page, or on one below it. */
export const isHere = (route: Pick<RouteLocationNormalizedLoaded, 'name' | 'meta'>, { name }: Place) =>
  route.name === name || route.meta.section === name

/** The second key after `g`, by the name of a place's route. They are the same in every language. */
export const placeKeys: Record<string, string> = {
  today: 't',
  calendar: 'k',
  interviews: 'i',
  slots: 's',
  applications: 'a',
  candidates: 'c',
  jobs: 'j',
  kits: 'q',
  inbox: 'b',
  'sent-emails': 'm',
  analytics: 'y',
  settings: 'p',
}
