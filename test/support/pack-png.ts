import { readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { readPoints } from './gray-picture.ts'

/** Writes a screenshot anew, the same in fewer bytes: browsers pack in a hurry, and flat areas pack best as they are. */
export function packPng(path: string): void {
  const png = readFileSync(path)
  const { width, height, channels, rows } = readPoints(png)
  const rowBytes = width * channels
  const raw = Buffer.alloc((rowBytes + 1) * height)
  for (let y = 0; y < height; y += 1) raw.set(rows.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1)
  const head = png.subarray(0, 33)
  const drawn = chunk('IDAT', deflateSync(raw, { level: 9 }))
  writeFileSync(path, Buffer.concat([head, drawn, chunk('IEND', Buffer.alloc(0))]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
