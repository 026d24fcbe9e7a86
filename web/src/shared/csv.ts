/** What a cell of a file holds: a number stays one, everything else is text. */
export type CsvCell = string | number | null

/** What a spreadsheet program may take for the beginning of a formula, the same as in the files of the server. */
const beginsFormula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]|^\p{Cc}/u

/** One cell (RFC 4180 section 2). Text is in quotes, and what would be a formula begins with an apostrophe. */
function cellOf(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return `"${(beginsFormula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
}

/** A file of comma-separated values (RFC 4180), with the mark by which spreadsheet programs know UTF-8. */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
