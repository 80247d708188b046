import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { StartListEntry } from '../../../shared/desktop-live.ts'
import { chipSchema } from '../../../shared/records/passing.ts'
import { bibSchema } from '../../../shared/records/race-action.ts'
import { type Columns, columnsOf, delimiterOf } from './columns.ts'

/** Parsed at once: the core does other work in between. */
const BYTES_A_STEP = 16 * 1024
const MAX_LINE_BYTES = 100_000
/** Some programs write a title above the head. */
const LINES_BEFORE_HEAD = 10
const MAX_PROBLEMS = 50

export interface LineProblem {
  readonly line: number
  readonly problem: string
}

export type ReadStartList =
  | {
      readonly status: 'read'
      readonly entries: readonly StartListEntry[]
      readonly problems: readonly LineProblem[]
      readonly problemCount: number
    }
  | { readonly status: 'refused'; readonly problem: 'no-bib-column' | 'no-lines' | 'not-csv' }

/** Reads a start list as organisers export it. Lines that can't be taken are named, and the others are taken. */
export async function readStartList(csv: string): Promise<ReadStartList> {
  // Excel's own files and other binaries, read as text.
  if (csv.includes('\u0000') || csv.startsWith('PK\u0003')) return { status: 'refused', problem: 'not-csv' }
  const list = new List()
  try {
    await readLines(csv, (cells, line) => list.take(cells, line))
  } catch (error) {
    // An open quote swallows the rest, or a line has no end: what came before it would be half a list.
    if (error instanceof CsvError) return { status: 'refused', problem: 'not-csv' }
    throw error
  }
  if (!list.hasHead) return { status: 'refused', problem: csv.trim() === '' ? 'no-lines' : 'no-bib-column' }
  if (list.size === 0) return { status: 'refused', problem: 'no-lines' }
  return list.result()
}

async function readLines(text: string, take: (cells: readonly string[], line: number) => void): Promise<void> {
  const beginning = text.slice(0, MAX_LINE_BYTES).split(/[\r\n]+/u, LINES_BEFORE_HEAD)
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(beginning.join('\n')),
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_BYTES,
    // Taken here and not passed on: a stream of so many objects is slow.
    on_record(cells, { lines }) {
      take(cells, lines)
      return null
    },
  })
  await pipeline(Readable.from(stepsOf(Buffer.from(text))), parser.resume())
}

async function* stepsOf(bytes: Buffer): AsyncIterable<Buffer> {
  for (let from = 0; from < bytes.length; from += BYTES_A_STEP) {
    yield bytes.subarray(from, from + BYTES_A_STEP)
    await nextTurn()
  }
}

/** The list as it grows, line by line. */
class List {
  readonly #entries = new Map<string, { readonly name: string; readonly race: string; readonly chips: string[] }>()
  /** By the chip in capitals: whether a program writes hex small or large says nothing. */
  readonly #bearers = new Map<string, string>()
  readonly #problems: LineProblem[] = []
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
    const name = tidy(parts.map(cell).join(' '), 120)
    const before = this.#entries.get(bib.data ?? '')
    if (!bib.success) {
      this.#report(line, bibText === '' ? 'no bib' : `“${bibText.slice(0, 40)}” can’t be a bib`)
    } else if (before !== undefined && before.name !== name) {
      this.#report(line, `bib ${bib.data} is taken${before.name === '' ? '' : ` by ${before.name}`}`)
    } else {
      const entry = before ?? { name, race: tidy(cell(columns.race), 80), chips: [] }
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
    if (!chip.success) this.#report(line, `a chip of bib ${bib} is too long`)
    else if (bearer === undefined) {
      this.#bearers.set(key, bib)
      chips.push(chip.data)
    } else if (bearer !== bib) this.#report(line, `chip ${chip.data} is on bib ${bearer} already, not put on ${bib}`)
  }

  #report(line: number, problem: string): void {
    this.#problemCount += 1
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ line, problem })
  }
}

/** One line of text without characters that can't be seen: of a name, what can be read is worth more than a refusal. */
function tidy(text: string, most: number): string {
  const visible = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
  return visible.replace(/\s+/gu, ' ').trim().slice(0, most).trim()
}
