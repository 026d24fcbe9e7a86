/** What became of one of several things: what the server said, or null where the line failed. */
export interface Outcome<Item, Answer> {
  item: Item
  answer: Answer | null
}

/**
 * Does the same with several things, a few of them at a time, so that a list of them neither waits for each nor storms the
 * server. One that fails keeps the others from nothing.
 * @param told hears after each how many are done
 */
export async function oneByOne<Item, Answer>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Answer>,
  told: (done: number) => void = () => {},
  atOnce = 4,
): Promise<Outcome<Item, Answer>[]> {
  const outcomes: Outcome<Item, Answer>[] = []
  let next = 0
  let done = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      const item = items[index]!
      outcomes[index] = { item, answer: await work(item, index).catch(() => null) }
      told(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return outcomes
}
