import { inject, provide, type InjectionKey } from 'vue'
import type { ApplicationItem_ApplicationFragment } from '../gql/graphql'
import type { BoardMove } from './board.rules'

export type ApplicationAct = BoardMove | 'decide' | 'invite'

/** Begins something with an application: the page asks about it in a dialog. */
export type ActOn = (application: ApplicationItem_ApplicationFragment, act: ApplicationAct) => void

const key: InjectionKey<ActOn> = Symbol('acts on applications')

export const provideApplicationActs = (act: ActOn) => provide(key, act)

export function useApplicationActs(): ActOn {
  const act = inject(key)
  if (!act) throw new Error('useApplicationActs needs a page of applications around it')
  return act
}
