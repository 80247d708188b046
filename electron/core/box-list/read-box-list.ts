import type { ListedBox } from '../../../shared/desktop-box-list.ts'
import { headWords, plainHead, readCsvLines, tidyCell } from '../csv/csv-lines.ts'

type ReadBoxList =
  | { readonly status: 'read'; readonly boxes: readonly ListedBox[] }
  | { readonly status: 'refused'; readonly problem: 'no-serial-column' | 'no-lines' | 'too-many' | 'not-csv' }

const SERIAL = headWords(
  'serial serialnumber serialno serialnr sn box boxserial device deviceserial cloudbox',
  'serie numeroserie numerodeserie nserie noserie ndeserie nodeserie caja equipo seriale numeroseriale matricola dispositivo',
)
const ALIAS = headWords('alias name boxname label nombre etiqueta nome etichetta')
const GROUP = headWords('group groupname depot kit region grupo almacen gruppo deposito')
const MODEL = headWords('model type modelo modello tipo')

const MOST_BOXES = 20_000
/** Longer than anything that is taken: what is wrong with it is said with what was written. */
const MOST_CHARACTERS = 200

interface BoxColumns {
  readonly serial: number
  readonly alias: number | undefined
  readonly group: number | undefined
  readonly model: number | undefined
}

/** Without a head: as most lists are written. */
const BY_PLACE: BoxColumns = { serial: 0, alias: 1, group: 2, model: 3 }

/** Reads a list of boxes as spreadsheets save it. What its lines are worth is decided where they are shown. */
export async function readBoxList(csv: string): Promise<ReadBoxList> {
  const boxes: ListedBox[] = []
  let columns: BoxColumns | 'none' | undefined
  const isCsv = await readCsvLines(csv, (cells, line) => {
    if (cells.every((cell) => cell === '')) return
    if (columns === undefined) {
      columns = columnsOf(cells)
      if (columns !== undefined) return
      columns = BY_PLACE
    }
    if (columns !== 'none' && boxes.length <= MOST_BOXES) boxes.push(boxOf(cells, columns, line))
  })
  if (!isCsv) return { status: 'refused', problem: 'not-csv' }
  if (columns === 'none') return { status: 'refused', problem: 'no-serial-column' }
  if (boxes.length === 0) return { status: 'refused', problem: 'no-lines' }
  return boxes.length > MOST_BOXES ? { status: 'refused', problem: 'too-many' } : { status: 'read', boxes }
}

/** By their heads, in any order; `none`: a head that names no serial; undefined: no head. */
function columnsOf(cells: readonly string[]): BoxColumns | 'none' | undefined {
  const names = cells.map(plainHead)
  const find = (words: ReadonlySet<string>) => {
    const index = names.findIndex((name) => words.has(name))
    return index < 0 ? undefined : index
  }
  const [serial, alias, group, model] = [find(SERIAL), find(ALIAS), find(GROUP), find(MODEL)]
  if (serial !== undefined) return { serial, alias, group, model }
  return [alias, group, model].every((index) => index === undefined) ? undefined : 'none'
}

function boxOf(cells: readonly string[], columns: BoxColumns, line: number): ListedBox {
  const cell = (index: number | undefined) => tidyCell(index === undefined ? '' : (cells[index] ?? ''), MOST_CHARACTERS)
  return {
    line,
    serial: cell(columns.serial),
    alias: cell(columns.alias),
    group: cell(columns.group),
    model: cell(columns.model),
  }
}
