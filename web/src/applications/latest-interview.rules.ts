/** The interview of an application that was arranged last; undefined where there never was one. */
export const latestInterview = <Interview extends { id: string; createdAt: string }>(
  interviews: readonly Interview[],
): Interview | undefined =>
  interviews.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt))[0]
