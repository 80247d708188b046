import { expect, test } from 'vitest'
import { NO_FAULTS, ROUGH_FAULTS } from '../../../tools/box-simulator/packet-faults.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import type { SimulatedBox } from '../../../tools/box-simulator/simulated-box.ts'
import { connectToBox } from '../../support/box-connection.ts'
import { readJsonObjects } from '../../support/json-objects.ts'
import { aBox } from './a-box.ts'

const TAG = 'Ñandú €'

function recordMany(box: SimulatedBox, count: number): void {
  for (let made = 0; made < count; made += 1) box.record({ epc: `${made}`, tagStr: TAG })
}

test('[R6] by default each object goes out on a line of its own', async () => {
  const box = await aBox()
  recordMany(box, 3)
  const client = await connectToBox(box.port)
  client.send('REWIND\r')
  await client.objects(4)
  const expected = [{ command: 'REWIND', result: { from: 1, count: 3 } }, ...box.backup()]
  expect(Buffer.concat(client.packets()).toString()).toBe(
    expected.map((object) => `${JSON.stringify(object)}\r\n`).join(''),
  )
})

test('[R6] objects split at arbitrary bytes arrive whole for a reader of boundaries', async () => {
  const box = await aBox({ faults: { ...NO_FAULTS, splitRate: 1, lineEnds: 'never' } })
  recordMany(box, 200)
  const client = await connectToBox(box.port)
  client.send('REWIND\r')
  const [, ...passings] = await client.objects(201)
  expect(passings).toEqual(box.backup())
  expect(client.packets().some((packet) => readJsonObjects(packet.toString()).rest !== '')).toBe(true)
  // Somewhere a packet ends inside a character of several bytes.
  expect(client.packets().some((packet) => packet.toString().includes('\uFFFD'))).toBe(true)
})

test('[R6] several objects come glued in one packet, without line ends', async () => {
  const box = await aBox({ faults: { ...NO_FAULTS, glueRate: 1, lineEnds: 'never' } })
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  recordMany(box, 5)
  await client.objects(6)
  expect(client.packets()).toHaveLength(2)
  expect(client.packets()[1]?.toString()).toBe(
    box
      .backup()
      .map((passing) => JSON.stringify(passing))
      .join(''),
  )
})

test('[R6] split and glued at once: a packet may hold the end of one object and the beginning of the next', async () => {
  const box = await aBox({ faults: ROUGH_FAULTS })
  recordMany(box, 300)
  const client = await connectToBox(box.port)
  client.send('REWIND\rSTOP\r')
  const numbers = box.backup().map(({ passingNumber }) => passingNumber)
  const [, ...passings] = (await untilStopped(client)).filter((object) => !isStop(object))
  // [R3] Repeated ones stand beside their first.
  expect(passings.length).toBeGreaterThan(300)
  expect([...new Set(passings.map((passing) => (passing as { passingNumber: number }).passingNumber))]).toEqual(numbers)
  expect(client.packets().some((packet) => /^[^{].*\}\s*\{.*[^}\s]$/s.test(packet.toString()))).toBe(true)
})

test('[R6] line ends come and go', async () => {
  const box = await aBox({ faults: { ...NO_FAULTS, lineEnds: 'mixed' } })
  recordMany(box, 50)
  const client = await connectToBox(box.port)
  client.send('REWIND\r')
  await client.objects(51)
  const text = Buffer.concat(client.packets()).toString()
  for (const end of ['}{', '}\r\n{', '}\n{']) expect(text).toContain(end)
})

test('[R3] a duplicate is the same passing twice, and never an answer', async () => {
  const box = await aBox({ faults: { ...NO_FAULTS, duplicateRate: 1 } })
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  box.record({ epc: 'A' })
  box.record({ epc: 'B' })
  const [first, second] = box.backup()
  expect(await client.objects(5)).toEqual([{ command: 'START', result: 'OK' }, first, first, second, second])
})

test('the same seed gives the same bytes, another seed others', async () => {
  async function bytesWith(seed: number): Promise<string> {
    const box = await aBox({ faults: ROUGH_FAULTS, random: createSeededRandom(seed), alias: '' })
    recordMany(box, 60)
    const client = await connectToBox(box.port)
    client.send('REWIND\rSTOP\r')
    await untilStopped(client)
    return Buffer.concat(client.packets()).toString().trim()
  }
  const first = await bytesWith(7)
  expect(await bytesWith(7)).toBe(first)
  expect(await bytesWith(8)).not.toBe(first)
})

test('a cut in the middle of an object leaves half of it', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  const before = Buffer.concat(client.packets()).length
  // The gap is longer than the test: only the first piece gets through.
  box.setFaults({ ...NO_FAULTS, splitRate: 1, gapMs: 3_600_000 })
  box.record({ epc: 'A' })
  const bytes = await client.bytes(before + 1)
  box.cut()
  await client.closed
  expect(readJsonObjects(bytes.toString())).toEqual({
    objects: [{ command: 'START', result: 'OK' }],
    rest: expect.stringMatching(/^\{/),
  })
})

function isStop(object: unknown): boolean {
  return (object as { command?: string }).command === 'STOP'
}

async function untilStopped(client: Awaited<ReturnType<typeof connectToBox>>): Promise<readonly unknown[]> {
  for (let count = 1; ; count += 1) {
    const objects = await client.objects(count)
    if (objects.some(isStop)) return objects
  }
}
