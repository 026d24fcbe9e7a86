/** What a row leads to: its link, or the first thing one can do with it. */
const handleOf = (row: Element): HTMLElement | null =>
  row.querySelector<HTMLElement>('a[href]') ?? row.querySelector<HTMLElement>('button:not([role=checkbox]):enabled')

/** The rows of the lists on a page, in the order they are read. A list within a row belongs to the row. */
export const rowsOf = (page: ParentNode): HTMLElement[] =>
  [...page.querySelectorAll<HTMLElement>('[data-list] tbody > tr, [data-list] li')].filter(
    (row) => !row.parentElement!.closest('[data-list] tr, [data-list] li') && handleOf(row) !== null,
  )

const currentOf = (rows: readonly HTMLElement[]) => rows.findIndex((row) => row.contains(document.activeElement))

/** Takes the focus to the next row, or the one before; from elsewhere to the first one. */
export function step(page: ParentNode, by: 1 | -1): void {
  const rows = rowsOf(page)
  const current = currentOf(rows)
  focusRow(rows[current < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, current + by))])
}

/** Ticks the row one is on, where it can be ticked, or takes the tick away. */
export function tick(page: ParentNode): void {
  const rows = rowsOf(page)
  rows[currentOf(rows)]?.querySelector<HTMLElement>('[role=checkbox], input[type=checkbox]')?.click()
}

export function focusRow(row: Element | undefined): void {
  const handle = row && handleOf(row)
  if (!handle) return
  handle.focus({ preventScroll: true })
  // The bar at the head and the one at the foot of a phone lie over the page.
  row.scrollIntoView({ block: 'nearest' })
}
