import { inject, provide, type InjectionKey } from 'vue'
import type { ApplicationItem_ApplicationFragment } from '../gql/graphql'
import type { BoardMove } from './board.rules'

export type ApplicationAct = BoardMove | 'decide' | 'invite'

/** Begins something with an application: the page asks about it in a dialog. */
export type ActOn = (application: ApplicationItem_ApplicationFragment, act: ApplicationAct) => void

const key: InjectionKey<ActOn> = Symbol('acts on applications')

export const provideActions = (act: ActOn) => provide(key, act)

export function useActions(): ActOn {
  const act = inject(key)
  if (!act) throw new Error('useActions needs a page of applications around it')
  return act
}
