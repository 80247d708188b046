// The two containers in which Windows and macOS want an application's pictures. Both hold PNG files as they are.

/** One size of a picture. */
export interface Png {
  readonly sizePx: number
  readonly content: Buffer
}

const ICO_HEADER = 6
const ICO_ENTRY = 16
const ICNS_HEADER = 8

/** What macOS calls a size. The same pixels stand twice: as they are, and as half the size on a dense display. */
const ICNS_TYPES: readonly (readonly [type: string, sizePx: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

/** @throws Error where the picture isn't a square PNG */
export function readPng(content: Buffer): Png {
  const isPng = content.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
  if (!isPng || content.length < 24) throw new Error('not a PNG file')
  const sizePx = content.readUInt32BE(16)
  if (content.readUInt32BE(20) !== sizePx) throw new Error('an icon is as high as it is wide')
  return { sizePx, content }
}

/** Windows' container, for sizes up to 256. */
export function writeIco(pngs: readonly Png[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pngs.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pngs.length, 4)
  let offset = header.length
  for (const [index, { sizePx, content }] of pngs.entries()) {
    if (sizePx > 256) throw new Error(`an ICO file holds no picture of ${sizePx} pixels`)
    const at = ICO_HEADER + ICO_ENTRY * index
    // 256 doesn't fit into a byte, and is written as 0.
    header.writeUInt8(sizePx % 256, at)
    header.writeUInt8(sizePx % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(content.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += content.length
  }
  return Buffer.concat([header, ...pngs.map(({ content }) => content)])
}

export function readIco(file: Buffer): readonly Png[] {
  if (file.readUInt16LE(0) !== 0 || file.readUInt16LE(2) !== 1) throw new Error('not an ICO file')
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = ICO_HEADER + ICO_ENTRY * index
    const offset = file.readUInt32LE(at + 12)
    const png = readPng(file.subarray(offset, offset + file.readUInt32LE(at + 8)))
    if (file.readUInt8(at) !== png.sizePx % 256) throw new Error('an entry of the ICO file names another size')
    return png
  })
}

/** macOS' container. */
export function writeIcns(pngs: readonly Png[]): Buffer {
  const parts = ICNS_TYPES.map(([type, sizePx]) => {
    const png = pngs.find((one) => one.sizePx === sizePx)
    if (png === undefined) throw new Error(`an ICNS file needs a picture of ${sizePx} pixels`)
    return icnsPart(type, png.content)
  })
  return icnsPart('icns', Buffer.concat(parts))
}

function icnsPart(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(ICNS_HEADER)
  header.write(type, 'latin1')
  header.writeUInt32BE(ICNS_HEADER + content.length, 4)
  return Buffer.concat([header, content])
}

export function readIcns(file: Buffer): ReadonlyMap<string, Png> {
  if (file.toString('latin1', 0, 4) !== 'icns' || file.readUInt32BE(4) !== file.length) {
    throw new Error('not an ICNS file, or not all of it')
  }
  const pngs = new Map<string, Png>()
  let at = ICNS_HEADER
  while (at < file.length) {
    const length = file.readUInt32BE(at + 4)
    if (length <= ICNS_HEADER) throw new Error('a part of the ICNS file has no length')
    pngs.set(file.toString('latin1', at, at + 4), readPng(file.subarray(at + ICNS_HEADER, at + length)))
    at += length
  }
  return pngs
}
