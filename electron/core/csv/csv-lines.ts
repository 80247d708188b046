import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'

/** Parsed at once: the core does other work in between. */
const BYTES_A_STEP = 16 * 1024
const MAX_LINE_BYTES = 100_000
const LINES_THAT_TELL = 10

/**
 * Gives each line's cells and its number to `take`.
 * @returns false where it is no CSV: a spreadsheet's own file, or a quote that is never closed
 */
export async function readCsvLines(
  text: string,
  take: (cells: readonly string[], line: number) => void,
): Promise<boolean> {
  // Excel's own files and other binaries, read as text.
  if (text.includes('\u0000') || text.startsWith('PK\u0003')) return false
  const beginning = text.slice(0, MAX_LINE_BYTES).split(/[\r\n]+/u, LINES_THAT_TELL)
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
  try {
    await pipeline(Readable.from(stepsOf(Buffer.from(text))), parser.resume())
    return true
  } catch (error) {
    // An open quote swallows the rest, or a line has no end: what came before it would be half a list.
    if (error instanceof CsvError) return false
    throw error
  }
}

async function* stepsOf(bytes: Buffer): AsyncIterable<Buffer> {
  for (let from = 0; from < bytes.length; from += BYTES_A_STEP) {
    yield bytes.subarray(from, from + BYTES_A_STEP)
    await nextTurn()
  }
}

/** The delimiter that a file is written with, by its first lines. */
function delimiterOf(beginning: string): ',' | ';' | '\t' {
  const unquoted = beginning.replace(/"[^"]*"/gu, '')
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({
    delimiter,
    count: unquoted.split(delimiter).length,
  }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter
}

/** Words as heads of columns are compared: in small letters and digits alone. */
export function headWords(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '))
}

/** Small letters and digits alone: "Nº dorsal" and "No. Dorsal" are one. */
export function plainHead(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

/** One line of text without characters that can't be seen: of a name, what can be read is worth more than a refusal. */
export function tidyCell(text: string, most: number): string {
  const visible = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
  return visible.replace(/\s+/gu, ' ').trim().slice(0, most).trim()
}
