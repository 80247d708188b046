/** RFC 4180: cells in quotes where they need it, lines ended by CR LF. */

export type Cell = string | number | undefined

const BYTE_ORDER_MARK = '\uFEFF'

const COLUMNS = [
  ...['bib', 'chip', 'timestamp', 'num_passing', 'box', 'checkpoint'],
  ...['antenna', 'rssi', 'latitude', 'longitude', 'source', 'time_by', 'read_by'],
] as const

export type PassingCells = { readonly [Column in (typeof COLUMNS)[number]]?: Cell }
type Written = Readonly<Record<string, Cell>>

/** What a file of passings begins with. The mark tells spreadsheets that it is UTF-8. */
export function passingsHead(): string {
  return BYTE_ORDER_MARK + csvLine(COLUMNS)
}

export function passingsLine(cells: PassingCells): string {
  const written: Written = cells
  return csvLine(COLUMNS.map((column) => written[column]))
}

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  // A spreadsheet would run it as a formula.
  const text = /^[=+\-@\t\r\n]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
