/** As many are remembered. */
const most = 20

/** The newest first, each once. */
export const withNewest = (ids: readonly string[], newest: string): string[] =>
  [newest, ...ids.filter((id) => id !== newest)].slice(0, most)

/** What was done lately among what can be done now, the newest first. */
export function lately<Thing extends { id: string }>(things: readonly Thing[], ids: readonly string[], count: number) {
  return ids.flatMap((id) => things.filter((thing) => thing.id === id)).slice(0, count)
}
