/** Something of a list that a person may be about to press. */
export interface Kept<Item> {
  item: Item
  /** It does not belong there any more, and stays until nobody is at the list. */
  isSettled: boolean
}

/**
 * What to show of a list that changes by itself. While somebody is at it nothing moves under their hand: what is there
 * keeps its place, what is settled says so where it is, what is new comes at the end. Otherwise it is as it is.
 */
export function steady<Item extends { id: string }>(
  shown: readonly Kept<Item>[],
  fresh: readonly Item[],
  isHeld: boolean,
): Kept<Item>[] {
  const now = new Map(fresh.map((item) => [item.id, item]))
  if (!isHeld) return fresh.map((item) => ({ item, isSettled: false }))
  const known = new Set(shown.map(({ item }) => item.id))
  return [
    ...shown.map(({ item }) => ({ item: now.get(item.id) ?? item, isSettled: !now.has(item.id) })),
    ...fresh.filter(({ id }) => !known.has(id)).map((item) => ({ item, isSettled: false })),
  ]
}
