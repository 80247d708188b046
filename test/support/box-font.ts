/** What the font has: Latin letters and marks, dashes, arrows, boxes, dots and ticks. */
const RANGES = [
  [0x20, 0x24f],
  [0x2000, 0x27bf],
] as const
const EM = 1000
const [ASCENT, DESCENT, ADVANCE] = [800, -200, 560]

/**
 * A TrueType font in which every character is the same box. Text that is set in it is as long and as high on every
 * computer, whichever fonts that has.
 */
export function boxFont(): Buffer {
  const tables: Readonly<Record<string, Buffer>> = {
    'OS/2': os2(),
    cmap: characterMap(),
    glyf: box(),
    head: head(),
    hhea: u16(1, 0, ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    hmtx: u16(ADVANCE, 0, 0),
    // Both glyphs are the box.
    loca: u16(0, 0, box().length / 2),
    maxp: u16(1, 0, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    name: u16(0, 1, 18, 3, 1, 0x409, 1, 2, 0, 0x42),
    post: u16(3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  }
  const names = Object.keys(tables).toSorted()
  let at = 12 + 16 * names.length
  const directory: Buffer[] = [u16(1, 0, names.length, 128, 3, names.length * 16 - 128)]
  const bodies: Buffer[] = []
  for (const name of names) {
    const body = tables[name] ?? Buffer.alloc(0)
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
    directory.push(Buffer.from(name.padEnd(4), 'latin1'), u32(sum(padded), at, body.length))
    bodies.push(padded)
    at += padded.length
  }
  return Buffer.concat([...directory, ...bodies])
}

function head(): Buffer {
  const times = u16(0, 0, 0, 0, 0, 0, 0, 0)
  return Buffer.concat([u16(1, 0, 1, 0), u32(0, 0x5f0f3cf5), u16(3, EM), times, u16(0, 0, 500, 700, 0, 8, 2, 0, 0)])
}

/** One contour of four points, clockwise. */
function box(): Buffer {
  const outline = u16(1, 60, 0, 500, 700, 3, 0)
  return Buffer.concat([outline, Buffer.from([1, 1, 1, 1]), u16(60, 0, 440, 0, 0, 700, 0, -700)])
}

function os2(): Buffer {
  const metrics = u16(4, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
  const rest = u16(0x40, 0x20, 0x27bf, ASCENT, DESCENT, 0, ASCENT, -DESCENT, 1, 0, 0, 0, 500, 700, 0, 0x20, 1)
  return Buffer.concat([metrics, Buffer.alloc(10), u32(3, 0, 0, 0), Buffer.from('BOXS'), rest])
}

/** Format 4: each range reads its glyph from a list of ones. */
function characterMap(): Buffer {
  const segments = RANGES.length + 1
  const ones = RANGES.map(([first, last]) => u16(...Array.from({ length: last - first + 1 }, () => 1)))
  const offsets = RANGES.map((_, index) => {
    const before = ones.slice(0, index).reduce((bytes, list) => bytes + list.length, 0)
    return (segments - index) * 2 + before
  })
  const body = Buffer.concat([
    u16(segments * 2, 4, 1, segments * 2 - 4),
    u16(...RANGES.map(([, last]) => last), 0xffff, 0, ...RANGES.map(([first]) => first), 0xffff),
    u16(...RANGES.map(() => 0), 1, ...offsets, 0),
    ...ones,
  ])
  return Buffer.concat([u16(0, 1, 3, 1), u32(12), u16(4, body.length + 6, 0), body])
}

function u16(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2)
  for (const [index, number] of numbers.entries()) bytes.writeUInt16BE(number & 0xffff, index * 2)
  return bytes
}

function u32(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, index * 4)
  return bytes
}

function sum(bytes: Buffer): number {
  let total = 0
  for (let at = 0; at < bytes.length; at += 4) total = (total + bytes.readUInt32BE(at)) >>> 0
  return total
}
