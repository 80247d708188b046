import { inflateSync } from 'node:zlib'

/** A picture in shades of grey: what a reader of codes looks at. */
export interface GrayPicture {
  readonly width: number
  readonly height: number
  /** A byte a point, row by row, 0 for black. */
  readonly luma: Uint8Array
}

/** A screenshot: PNG of 8 bits a channel, with or without transparency, not interlaced. */
export function readPng(png: Buffer): GrayPicture {
  const { width, height, channels, rows } = readPoints(png)
  const luma = new Uint8Array(width * height)
  for (let point = 0; point < luma.length; point += 1) {
    const at = point * channels
    luma[point] = Math.round(0.299 * (rows[at] ?? 0) + 0.587 * (rows[at + 1] ?? 0) + 0.114 * (rows[at + 2] ?? 0))
  }
  return { width, height, luma }
}

/** The points of a screenshot in colour, row by row. */
export function readPoints(png: Buffer) {
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3]
  if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6) || png[28] !== 0) throw new Error('not a PNG of a screenshot')
  return {
    width,
    height,
    channels,
    rows: unfilter(inflateSync(Buffer.concat(dataOf(png))), width * channels, channels),
  }
}

/** A PGM file, which every program that reads pictures knows. */
export function writePgm({ width, height, luma }: GrayPicture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), luma])
}

/** The same picture again and again, as a film for a camera that isn't there. */
export function writeY4m(picture: GrayPicture, frames = 10): Buffer {
  const { width, height, luma } = picture
  if (width % 2 === 1 || height % 2 === 1) throw new Error('a film has even sides')
  const colours = Buffer.alloc((width * height) / 2, 128)
  const frame = [Buffer.from('FRAME\n'), luma, colours]
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame).flat()])
}

/** The picture in the middle of a larger one, as a screen in a room. */
export function framed(picture: GrayPicture, width: number, height: number, room = 90): GrayPicture {
  const [left, top] = [Math.floor((width - picture.width) / 2), Math.floor((height - picture.height) / 2)]
  return draw(width, height, (x, y) => {
    const [px, py] = [x - left, y - top]
    return px >= 0 && py >= 0 && px < picture.width && py < picture.height ? at(picture, px, py) : room
  })
}

/** Out of focus: each point is the mean of those within `radius` of it. */
export function blurred(picture: GrayPicture, radius: number): GrayPicture {
  const { width, height } = picture
  const across = draw(width, height, (x, y) => meanOf(radius, (step) => at(picture, x + step, y)))
  return draw(width, height, (x, y) => meanOf(radius, (step) => at(across, x, y + step)))
}

/** Held askew, and with its right side further away: on a larger picture, so that no corner is cut off. */
export function tilted(picture: GrayPicture, degrees: number, further: number): GrayPicture {
  const { width, height } = picture
  const [wide, high] = [Math.round(width * 0.7) * 2, Math.round(height * 0.7) * 2]
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return draw(wide, high, (x, y) => {
    const [dx, dy] = [x - wide / 2, y - high / 2]
    const depth = 1 - (further * dx) / width
    const [rx, ry] = [(dx * cos + dy * sin) / depth, (dy * cos - dx * sin) / depth]
    return between(picture, width / 2 + rx, height / 2 + ry)
  })
}

/** In poor light: little contrast, dark, and noisy by as much as `noise`. The same noise each time. */
export function dimmed(picture: GrayPicture, light: number, noise: number): GrayPicture {
  let seed = 7
  return draw(picture.width, picture.height, (x, y) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return 20 + at(picture, x, y) * light + (seed / 2_147_483_648 - 0.5) * 2 * noise
  })
}

function draw(width: number, height: number, shade: (x: number, y: number) => number): GrayPicture {
  const luma = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) luma[y * width + x] = Math.max(0, Math.min(255, Math.round(shade(x, y))))
  }
  return { width, height, luma }
}

/** Beyond an edge, what is at the edge. */
function at({ width, height, luma }: GrayPicture, x: number, y: number): number {
  const [column, row] = [Math.max(0, Math.min(width - 1, x)), Math.max(0, Math.min(height - 1, y))]
  return luma[row * width + column] ?? 0
}

function between(picture: GrayPicture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, below] = [x - left, y - top]
  const upper = at(picture, left, top) * (1 - right) + at(picture, left + 1, top) * right
  const lower = at(picture, left, top + 1) * (1 - right) + at(picture, left + 1, top + 1) * right
  return upper * (1 - below) + lower * below
}

function meanOf(radius: number, shade: (step: number) => number): number {
  let sum = 0
  for (let step = -radius; step <= radius; step += 1) sum += shade(step)
  return sum / (2 * radius + 1)
}

function dataOf(png: Buffer): readonly Buffer[] {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return parts
}

/** Each row says how it is written: as it is, or less what is left of it, above it, or both. */
function unfilter(raw: Buffer, rowBytes: number, channels: number): Uint8Array {
  const rows = new Uint8Array((raw.length / (rowBytes + 1)) * rowBytes)
  for (let start = 0, out = 0; start < raw.length; start += rowBytes + 1, out += rowBytes) {
    for (let index = 0; index < rowBytes; index += 1) {
      const left = index < channels ? 0 : (rows[out + index - channels] ?? 0)
      const up = out === 0 ? 0 : (rows[out + index - rowBytes] ?? 0)
      const corner = out === 0 || index < channels ? 0 : (rows[out + index - rowBytes - channels] ?? 0)
      rows[out + index] = (raw[start + 1 + index] ?? 0) + predicted(raw[start] ?? 0, left, up, corner)
    }
  }
  return rows
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return Math.floor((left + up) / 2)
    case 4:
      return nearest(left, up, corner)
    default:
      return 0
  }
}

/** Paeth's predictor. */
function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}
