const forgetting = new Set<() => Promise<unknown>>()

/** Whoever holds what a person was shown says here how it is forgotten. */
export function holdsWhatWasShown(forget: () => Promise<unknown>): void {
  forgetting.add(forget)
}

/** Somebody else sits down at this screen: nothing of what the last person saw may be there. */
export async function forgetLastPerson(): Promise<void> {
  await Promise.all([...forgetting].map((forget) => forget()))
}
