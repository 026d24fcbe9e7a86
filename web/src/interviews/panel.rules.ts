import type { Problem } from '../shared/problems'

/** Who meets the candidate: all of some people, and any one of each pool. */
export interface PanelDraft {
  interviewerIds: string[]
  pools: string[][]
}

export const mostPools = 10

/** A pool nobody was put in yet is no pool. */
const poolsOf = ({ pools }: PanelDraft) => pools.filter((pool) => pool.length > 0)

/** Somebody who must come anyway can fill no pool; a pool of nobody else could never be filled. */
export const problemsOfPanel = (panel: PanelDraft): Problem[] =>
  poolsOf(panel).some((pool) => pool.every((id) => panel.interviewerIds.includes(id)))
    ? [{ name: 'anyOf', code: 'poolIsTaken' }]
    : []

export const panelOf = (panel: PanelDraft) => {
  const anyOf = poolsOf(panel)
  return { interviewerIds: panel.interviewerIds, ...(anyOf.length > 0 && { anyOf }) }
}
