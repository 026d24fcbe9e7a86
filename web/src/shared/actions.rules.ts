import type { RouteLocationRaw } from 'vue-router'

/** Where an action belongs: to the page one is on, to what can be made from anywhere, to the way around, to the dashboard itself. */
export type ActionKind = 'here' | 'new' | 'go' | 'dashboard' | 'list'

/** Something a person can do now. Buttons, the palette, the sheet of shortcuts and single keys all take it from here. */
export interface Action {
  /** Stays the same over time and languages: by it, what was done lately is remembered. */
  id: string
  /** `list` moves within a list and makes no sense in the palette. */
  kind: ActionKind
  label: string
  icon: string
  /** Keys pressed one after the other, as `KeyboardEvent.key` names them: `['m']`, `['g', 's']`, `['?']`. */
  keys?: readonly string[]
  /** How its button looks where it is no quiet one. */
  look?: 'main' | 'danger'
  loading?: boolean
  /** Where it only leads somewhere: its button is a link. */
  to?: RouteLocationRaw
  run: () => unknown
}

/**
 * What can be done, from what several parts of the screen offer, the outermost first. The innermost of the same id or the
 * same keys is meant: “new” on the page of candidates is a candidate.
 */
export function standingActions(offers: readonly (readonly Action[])[]): Action[] {
  const ids = new Set<string>()
  const taken = new Set<string>()
  const standing: Action[] = []
  for (const action of offers.toReversed().flat()) {
    if (ids.has(action.id)) continue
    ids.add(action.id)
    const { keys, ...rest } = action
    if (!keys) standing.push(action)
    else if (taken.has(keys.join(' '))) standing.push(rest)
    else {
      taken.add(keys.join(' '))
      standing.push(action)
    }
  }
  return standing
}
