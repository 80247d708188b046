import { expect, it } from 'vitest'
import { aField, BOX_1, eventually, NOW, SERIAL_1 } from './a-field.ts'
import { aRawBox, asBox, rawPassing } from './a-raw-box.ts'

/** Numbers `from` to `to`, a second apart, stamped from that second of the minute on. */
function passingsOf(from: number, to: number, second: number): string {
  const stamp = (index: number) => `2026-06-06;10:00:${String(second + index).padStart(2, '0')}.000Z`
  return Array.from({ length: to - from + 1 }, (_, index) =>
    rawPassing(from + index, { timestamp: stamp(index), epc: `S${second + index}` }),
  ).join('')
}

it('[R3] a box that began to count anew while nobody was connected sends what it recorded since', async () => {
  const rewinds: string[] = []
  const raw = await aRawBox(
    asBox(SERIAL_1, NOW, (command) => {
      if (!command.startsWith('REWIND')) return undefined
      rewinds.push(command)
      // It has numbers 1 to 4 since it was switched on, and those of before.
      const again = command === 'REWIND;1' ? passingsOf(51, 53, 0) + passingsOf(1, 4, 30) : ''
      return `${JSON.stringify({ command: 'REWIND', result: 'OK' })}\r\n${again}`
    }),
  )
  const field = aField({ measureEach: 60_000 })
  field.start(BOX_1, raw.port)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  raw.send(passingsOf(51, 53, 0))
  await eventually(() => expect(field.stored(BOX_1)).toHaveLength(3))
  raw.cut()
  await eventually(() => expect(rewinds).toContain('REWIND;54'))
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  raw.send(passingsOf(5, 5, 40))
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3, 4, 5, 51, 52, 53]))
  raw.send(passingsOf(6, 6, 50))
  await eventually(() => expect(field.numbers(BOX_1)).toContain(6))
  // Nothing more is missing, of either counting.
  raw.cut()
  await eventually(() => expect(rewinds.at(-1)).toBe('REWIND;7'))
  expect(rewinds.filter((command) => command === 'REWIND;1')).toHaveLength(1)
})
