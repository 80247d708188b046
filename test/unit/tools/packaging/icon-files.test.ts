import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readIcns, readIco, readPng, writeIcns, writeIco } from '../../../../tools/packaging/icon-files.ts'

const ICONS = join(import.meta.dirname, '../../../../build/icons')
const read = (name: string) => readFileSync(join(ICONS, name))
const drawn = readdirSync(ICONS)
  .filter((name) => name.endsWith('.png'))
  .map((name) => ({ name, png: readPng(read(name)) }))
  .toSorted((a, b) => a.png.sizePx - b.png.sizePx)
const pngs = drawn.map(({ png }) => png)
const small = pngs.filter(({ sizePx }) => sizePx <= 256)

it('the icons are there in every size, each as large as its name says', () => {
  expect(pngs.map(({ sizePx }) => sizePx)).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024])
  for (const { name, png } of drawn) expect(name).toBe(`${png.sizePx}x${png.sizePx}.png`)
})

it('icon.ico holds the drawn pictures up to 256 pixels', () => {
  expect(readIco(read('icon.ico'))).toEqual(small)
})

it('icon.icns holds the drawn pictures under the names that macOS gives their sizes', () => {
  const sizes = [...readIcns(read('icon.icns'))].map(([type, { sizePx }]) => `${type} ${sizePx}`)
  expect(sizes).toEqual(['ic11 32', 'ic12 64', 'ic07 128', 'ic13 256', 'ic08 256', 'ic14 512', 'ic09 512', 'ic10 1024'])
  expect(readIcns(read('icon.icns')).get('ic10')?.content).toEqual(read('1024x1024.png'))
})

it('what was written is read back', () => {
  expect(readIco(writeIco(small))).toEqual(small)
  expect(readIcns(writeIcns(pngs)).size).toBe(8)
})

it('a picture too large for ICO, a missing one for ICNS and what is no picture are refused', () => {
  expect(() => writeIco(pngs)).toThrow('no picture of 512 pixels')
  expect(() => writeIcns(small)).toThrow('needs a picture of 512 pixels')
  expect(() => readPng(Buffer.from('<svg/>'))).toThrow('not a PNG file')
  expect(() => readIcns(read('icon.icns').subarray(0, 100))).toThrow('not all of it')
  expect(() => readIco(read('icon.icns'))).toThrow('not an ICO file')
})
