import { BYTE_ORDER_MARK, type Cell, csvLine } from '../../../shared/csv.ts'

const COLUMNS = [
  ...['bib', 'chip', 'timestamp', 'num_passing', 'box', 'checkpoint'],
  ...['antenna', 'rssi', 'latitude', 'longitude', 'source', 'time_by', 'read_by'],
] as const

export type PassingCells = { readonly [Column in (typeof COLUMNS)[number]]?: Cell }
type Written = Readonly<Record<string, Cell>>

/** What a file of passings begins with. */
export function passingsHead(): string {
  return BYTE_ORDER_MARK + csvLine(COLUMNS)
}

export function passingsLine(cells: PassingCells): string {
  const written: Written = cells
  return csvLine(COLUMNS.map((column) => written[column]))
}
