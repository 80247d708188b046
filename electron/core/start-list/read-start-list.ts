import type { StartListEntry } from '../../../shared/desktop-live.ts'
import type { StartListProblem } from '../../../shared/desktop-start-list.ts'
import { chipSchema } from '../../../shared/records/passing.ts'
import { bibSchema } from '../../../shared/records/race-action.ts'
import { readCsvLines, tidyCell } from '../csv/csv-lines.ts'
import { type Columns, columnsOf } from './columns.ts'

/** Some programs write a title above the head. */
const LINES_BEFORE_HEAD = 10
const MAX_PROBLEMS = 50

export type ReadStartList =
  | {
      readonly status: 'read'
      readonly entries: readonly StartListEntry[]
      readonly problems: readonly StartListProblem[]
      readonly problemCount: number
    }
  | { readonly status: 'refused'; readonly problem: 'no-bib-column' | 'no-lines' | 'not-csv' }

/** Reads a start list as organisers export it. Lines that can't be taken are named, and the others are taken. */
export async function readStartList(csv: string): Promise<ReadStartList> {
  const list = new List()
  if (!(await readCsvLines(csv, (cells, line) => list.take(cells, line)))) {
    return { status: 'refused', problem: 'not-csv' }
  }
  if (!list.hasHead) return { status: 'refused', problem: csv.trim() === '' ? 'no-lines' : 'no-bib-column' }
  if (list.size === 0) return { status: 'refused', problem: 'no-lines' }
  return list.result()
}

/** The list as it grows, line by line. */
class List {
  readonly #entries = new Map<string, { readonly name: string; readonly race: string; readonly chips: string[] }>()
  /** By the chip in capitals: whether a program writes hex small or large says nothing. */
  readonly #bearers = new Map<string, string>()
  readonly #problems: StartListProblem[] = []
  #problemCount = 0

  #columns: Columns | undefined
  #linesBeforeHead = 0

  get hasHead(): boolean {
    return this.#columns !== undefined
  }

  get size(): number {
    return this.#entries.size
  }

  take(record: readonly string[], line: number): void {
    if (this.#columns !== undefined) this.#add(record, this.#columns, line)
    else if (this.#linesBeforeHead < LINES_BEFORE_HEAD) this.#columns = columnsOf(record)
    this.#linesBeforeHead += 1
  }

  #add(record: readonly string[], columns: Columns, line: number): void {
    const cell = (index: number | undefined) => (index === undefined ? '' : (record[index] ?? ''))
    if (record.every((text) => text === '')) return
    const bibText = cell(columns.bib)
    const bib = bibSchema.safeParse(bibText)
    const parts = columns.fullName === undefined ? columns.nameParts : [columns.fullName]
    const name = tidyCell(parts.map(cell).join(' '), 120)
    const before = this.#entries.get(bib.data ?? '')
    if (!bib.success) {
      this.#report(bibText === '' ? { line, code: 'no-bib' } : { line, code: 'bib-wrong', text: bibText.slice(0, 40) })
    } else if (before !== undefined && before.name !== name) {
      const taken = { line, bib: bib.data }
      const { name } = before
      this.#report(name === '' ? { ...taken, code: 'bib-taken' } : { ...taken, code: 'bib-taken-by', name })
    } else {
      const entry = before ?? { name, race: tidyCell(cell(columns.race), 80), chips: [] }
      this.#entries.set(bib.data, entry)
      for (const chip of columns.chips.flatMap((index) => cell(index).split(/[\s;,|]+/u))) {
        if (chip !== '') this.#addChip(chip, bib.data, entry.chips, line)
      }
    }
  }

  result(): ReadStartList {
    const entries = [...this.#entries].map(([bib, entry]) => ({ bib, ...entry }))
    return { status: 'read', entries, problems: this.#problems, problemCount: this.#problemCount }
  }

  #addChip(text: string, bib: string, chips: string[], line: number): void {
    const chip = chipSchema.safeParse(text)
    const key = text.toUpperCase()
    const bearer = this.#bearers.get(key)
    if (!chip.success) this.#report({ line, code: 'chip-too-long', bib })
    else if (bearer === undefined) {
      this.#bearers.set(key, bib)
      chips.push(chip.data)
    } else if (bearer !== bib) this.#report({ line, code: 'chip-taken', chip: chip.data, bearer, bib })
  }

  #report(problem: StartListProblem): void {
    this.#problemCount += 1
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem)
  }
}
