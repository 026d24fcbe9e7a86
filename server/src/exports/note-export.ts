import { z } from 'zod'
import { useCase } from '../shared/use-case.ts'
import { columnNames, exportedLists } from './export-words.ts'

const input = z.object({ list: z.enum(exportedLists), columns: z.array(z.enum(columnNames)) })

/** Leaves in the audit trail that somebody took a list out of the house, and which columns of it, before the first row goes. */
export const makeNoteExport = useCase('noteExport', input, async (tx, { list, columns }) => {
  tx.record({
    name: 'ListExported',
    about: { type: 'Company', id: tx.companyId },
    fields: columns.map((column) => `${list}.${column}`),
  })
  return { kind: 'ExportNoted' as const }
})
