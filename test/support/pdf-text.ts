import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as Chromium writes it, in the order in which it is drawn, spaces and lines as one space; no other PDF. A font's resource is named
 * after its object (`/F4`), and tells in a table which character each of its glyphs stands for.
 */
export function pdfText(pdf: Buffer): string {
  const objects = readObjects(pdf)
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  for (const [number, { head }] of objects) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1]
    if (table !== undefined) fonts.set(`F${number}`, readTable(objects.get(Number(table))?.content ?? ''))
  }
  return [...objects.values()]
    .filter(({ content }) => /\bBT\b/.test(content))
    .map(({ content }) => readDrawing(content, fonts))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

export function pdfPages(pdf: Buffer): number {
  return [...readObjects(pdf).values()].filter(({ head }) => /\/Type \/Page\b/.test(head)).length
}

interface PdfObject {
  readonly head: string
  /** Of its stream, unpacked; empty where it has none. */
  readonly content: string
}

function readObjects(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const text = pdf.toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const { 1: number, index } of text.matchAll(/(?<=^|\n)(\d+) 0 obj\b/g)) {
    const end = text.indexOf('endobj', index)
    const begin = text.indexOf('stream\n', index)
    const hasStream = begin !== -1 && begin < end
    const head = text.slice(index, hasStream ? begin : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1])
    const packed = hasStream ? pdf.subarray(begin + 7, begin + 7 + length) : Buffer.alloc(0)
    const content = head.includes('/FlateDecode') ? inflateSync(packed) : packed
    objects.set(Number(number), { head, content: content.toString('latin1') })
  }
  return objects
}

/** Glyph, as four hex digits, to character. */
function readTable(table: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, block = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = '', character = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      found.set(glyph.toUpperCase(), readUtf16(character))
    }
  }
  for (const [, block = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, first = '', last = '', character = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const start = Number.parseInt(character, 16)
      for (let glyph = Number.parseInt(first, 16); glyph <= Number.parseInt(last, 16); glyph += 1) {
        found.set(hex(glyph), String.fromCodePoint(start + glyph - Number.parseInt(first, 16)))
      }
    }
  }
  return found
}

function readDrawing(drawing: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map()
  let text = ''
  for (const [whole, name, glyphs] of drawing.matchAll(/\/(F\d+) [\d.-]+ Tf|<([0-9A-Fa-f]+)>|\bET\b/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map()
    else if (whole === 'ET') text += ' '
    else for (const glyph of glyphs?.match(/.{4}/g) ?? []) text += font.get(glyph.toUpperCase()) ?? '\uFFFD'
  }
  return text
}

function readUtf16(digits: string): string {
  return String.fromCharCode(...(digits.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)))
}

function hex(glyph: number): string {
  return glyph.toString(16).toUpperCase().padStart(4, '0')
}
