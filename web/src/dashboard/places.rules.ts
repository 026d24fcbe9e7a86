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
