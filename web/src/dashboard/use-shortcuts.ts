import { useEventListener } from '@vueuse/core'
import { actions } from '../shared/actions'
import { useSingleKeys } from '../shared/single-keys'
import { characterOf, hear, pauseBetween, takesWords } from './shortcut.rules'

/** What is open above the page keeps its keys to itself: dialogs, popovers and menus. */
export const isCovered = () => document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null

/**
 * Lets single keys do what is offered now. Never while somebody writes, and never with a modifier: the shortcuts of the
 * component library listen for the second of two keys whatever is held down with the first, and inside menus too.
 * @param isTaken whether keys are on their way to something that is still opening
 */
export function useShortcuts(isTaken: () => boolean): void {
  const singleKeys = useSingleKeys()
  let begun: readonly string[] = []
  let until = 0

  useEventListener(window, 'keydown', (event) => {
    const before = event.timeStamp < until ? begun : []
    begun = []
    if (event.defaultPrevented || !singleKeys.value || isTaken()) return
    const character = characterOf(event)
    if (character === null || isCovered() || takesWords(document.activeElement)) return
    const offered = actions.value.filter(({ keys }) => keys)
    const heard = hear(
      before,
      character,
      offered.map(({ keys }) => keys!),
    )
    if (!heard) return
    // Some browsers begin a search of their own with “/”.
    event.preventDefault()
    if ('begun' in heard) {
      begun = heard.begun
      until = event.timeStamp + pauseBetween
    } else void offered.find(({ keys }) => keys === heard.meant)?.run()
  })
}
