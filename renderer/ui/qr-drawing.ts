import { encodeQR } from 'qr'

/** What a reader needs around a code to find it. */
const QUIET_ZONE = 4

export interface QrDrawing {
  /** Of a side, in modules, the quiet zone included. */
  readonly size: number
  /** The dark modules, as the `d` of an SVG path with a module as its unit. */
  readonly path: string
}

/** @returns undefined where `text` is too long for any QR code */
export function qrDrawing(text: string): QrDrawing | undefined {
  try {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
    return { size: rows.length, path: rows.map((row, y) => rowPath(row, y)).join('') }
  } catch {
    // Its length is the one thing that can be wrong with it.
    return undefined
  }
}

/** Dark modules side by side are one stroke: fewer parts, and no gaps between them. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x += 1
    path += `M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`
  }
  return path
}
