const marks = { GOOD: 'ok', NOTE: 'note', WARNING: 'warning', PROBLEM: 'PROBLEM' }
const indent = ' '.repeat(9)

/** One finding of a check as it stands in a terminal: how it is, what it is about, and below it what there is to say. */
export const findingInWords = (finding: {
  grade: keyof typeof marks
  /** What was looked at. */
  name: string
  about: string
  /** Empty ones are left out. */
  lines: readonly string[]
}): string =>
  [
    `${marks[finding.grade].padEnd(indent.length)}${finding.name.padEnd(14)}${finding.about}`.trimEnd(),
    ...finding.lines.filter(Boolean).map((line) => `${indent}${line}`),
    '',
  ].join('\n')
