import type { CsvCell } from '../shared/csv'

/** A column of a table of figures: what is shown of a row, and what its file holds. */
export interface FigureColumn<Row> {
  label: string
  shown: (row: Row) => string
  raw: (row: Row) => CsvCell
}

/** The rows of a file, with what the columns are called before them. */
export const fileRows = <Row>(columns: readonly FigureColumn<Row>[], rows: readonly Row[]): CsvCell[][] => [
  columns.map(({ label }) => label),
  ...rows.map((row) => columns.map(({ raw }) => raw(row))),
]
