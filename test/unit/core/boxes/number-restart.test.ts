import { expect, it } from 'vitest'
import { aBox } from '../../box-simulator/a-box.ts'
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
  let wasOff = false
  const raw = await aRawBox(
    asBox(SERIAL_1, NOW, (command) => {
      if (!command.startsWith('REWIND')) return undefined
      rewinds.push(command)
      // It has numbers 1 to 4 since it was switched on, and those of before.
      const again = wasOff && command === 'REWIND;1' ? passingsOf(51, 53, 0) + passingsOf(1, 4, 30) : ''
      return `${JSON.stringify({ command: 'REWIND', result: 'OK' })}\r\n${again}`
    }),
  )
  const field = aField({ measureEach: 60_000 })
  field.start(BOX_1, raw.port)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  raw.send(passingsOf(51, 53, 0))
  await eventually(() => expect(field.stored(BOX_1)).toHaveLength(3))
  wasOff = true
  raw.cut()
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3, 4, 51, 52, 53]))
  raw.send(passingsOf(5, 6, 40))
  await eventually(() => expect(field.numbers(BOX_1)).toContain(6))
  // Nothing more is missing, of either counting.
  raw.cut()
  await eventually(() => expect(rewinds.at(-1)).toBe('REWIND;6'))
})

it('[R3] a box that was off and on sends what it recorded since, also where nobody passes it any more', async () => {
  const field = aField()
  const box = await aBox({ now: () => Date.parse(field.test.wall.now) })
  field.start(BOX_1, box.port)
  for (const epc of ['A', 'B', 'C']) box.record({ epc })
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3]))
  box.setReachable(false)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('broken'))
  field.test.wall.now = '2026-06-06T10:00:30.000Z'
  box.restart()
  for (const epc of ['D', 'E']) box.record({ epc })
  box.setReachable(true)
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 1, 2, 2, 3]))
})
