import { useEventListener, useMutationObserver } from '@vueuse/core'
import { nextTick, onMounted, onScopeDispose, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { focusRow, rowsOf } from './list-steps'

const mainPart = () => document.querySelector<HTMLElement>('main')

function focusOn(element: HTMLElement) {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: true })
}

/**
 * Keeps the keyboard where its person is. A new page begins at its heading, which also tells a screen reader where one is.
 * When what has the focus goes away (a row that leaves its list, a button whose deed is done), the focus goes to the row
 * that took its place, or to the heading of the part it was in; left alone it would be at the beginning of everything.
 */
export function useKeptFocus(): void {
  const router = useRouter()
  /** Waiting for the heading of a page whose data is on its way. */
  let awaitsHeading = false
  /** Where the focus was in the page: the element, all that it was in, and the row. */
  let last: { element: Element; around: Element[]; row: number } | null = null

  function focusHeading() {
    const heading = mainPart()?.querySelector('h1')
    if (!heading) return
    awaitsHeading = false
    focusOn(heading)
  }

  onScopeDispose(
    router.afterEach((to, from) => {
      // A change of filters stays where it is, and who has just come is at the beginning anyway.
      if (to.path === from.path || from.matched.length === 0) return
      last = null
      void nextTick(() => {
        const { activeElement } = document
        // A page may have a field of its own where one begins.
        if (activeElement !== mainPart() && mainPart()?.contains(activeElement)) return
        awaitsHeading = true
        mainPart()?.focus({ preventScroll: true })
        focusHeading()
      })
    }),
  )

  useEventListener(document, 'focusin', ({ target }) => {
    const main = mainPart()
    const element = target as Element
    if (element !== main) awaitsHeading = false
    if (!main || element === main || !main.contains(element)) return
    const around: Element[] = []
    for (let each = element.parentElement; each && each !== main; each = each.parentElement) around.push(each)
    last = { element, around, row: rowsOf(main).findIndex((row) => row.contains(element)) }
  })

  function bringBack() {
    const main = mainPart()
    if (!main || !last || last.element.isConnected) return
    const { around, row } = last
    last = null
    const rows = rowsOf(main)
    if (row >= 0 && rows.length > 0) return focusRow(rows[Math.min(row, rows.length - 1)])
    const heading = around
      .filter((each) => each.isConnected)
      .map((each) => each.querySelector<HTMLElement>('h2, h3'))
      .find(Boolean)
    if (heading) focusOn(heading)
    else focusHeading()
  }

  const body = shallowRef<HTMLElement | null>(null)
  onMounted(() => {
    body.value = document.body
  })
  useMutationObserver(
    body,
    () => {
      const { activeElement } = document
      const isNowhere = activeElement === null || activeElement === document.body
      if (awaitsHeading && (isNowhere || activeElement === mainPart())) focusHeading()
      else if (isNowhere) bringBack()
    },
    { childList: true, subtree: true },
  )
}
