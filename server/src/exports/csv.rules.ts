/** What a cell holds: a number stays one, everything else is text. */
export type Cell = string | number | null

/** Says that the file is UTF-8: spreadsheet programs take it for something older without it (RFC 3629 section 6). */
export const byteOrderMark = '\uFEFF'

/**
 * What a spreadsheet program may take for the beginning of a formula, behind blanks too: the usual signs, their full-width
 * and small forms, and the tab, the line breaks and the like that may lead to one.
 */
const beginsFormula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]|^\p{Cc}/u

/** One cell (RFC 4180 section 2). Text is always in quotes, and what would be a formula begins with an apostrophe. */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = beginsFormula.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}

/** One line with its end (RFC 4180 section 2). */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`
