import { afterAll, beforeAll, expect, it } from 'vitest'
import { passingsBodySchema } from '../../../shared/passings-api.ts'
import { startChoosyProxy } from '../../support/choosy-proxy.ts'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

const bodyOf = (text: string) => passingsBodySchema.parse(JSON.parse(text))

it('[R3] one passing that the cloud can’t read holds up no other, and is counted as not in the cloud', async () => {
  const POISON = 123
  const url = await startChoosyProxy(cloud.url, (path, body) => {
    if (path !== '/v1/passings' || !bodyOf(body).passings.some(({ number }) => number === POISON)) return undefined
    return { status: 400, code: 'MALFORMED' }
  })
  const lines: string[] = []
  const note = (line: string) => void lines.push(line)
  const log = { info: note, warn: note, error: note }
  const laptop = await openFieldLaptop(url, 'timer@sierra', { log })
  const box = await timedBox('CLBX30201')
  await laptop.offline()
  const sessionId = await startTiming(laptop.window, laptop.box('CLBX30201').id, box)
  pass(box, 500)
  await untilCounted(laptop.window, sessionId, 500)
  await laptop.online()
  await untilCounted(laptop.window, sessionId, 500, 499)
  pass(box, 10)
  await untilCounted(laptop.window, sessionId, 510, 509)
  const inCloud = await cloudPassings(cloud, 'timer@sierra', { sessionId })
  expect(inCloud.some(({ number }) => number === POISON)).toBe(false)
  expect(lines.filter((line) => line.includes('can’t read a passing'))).toHaveLength(1)
  expect(lines.join('\n')).not.toContain('E280')
  // Nor after a restart.
  await laptop.restart()
  await untilCounted(laptop.window, sessionId, 510, 509)
})

it('[R3] a box that the cloud doesn’t know holds up no other box', async () => {
  const unknown = { boxId: '' }
  const url = await startChoosyProxy(cloud.url, (path, body) => {
    if (path !== '/v1/passings' || bodyOf(body).boxId !== unknown.boxId) return undefined
    return { status: 404, code: 'NOT_FOUND' }
  })
  const laptop = await openFieldLaptop(url, 'admin@sierra')
  const [first, second] = [await timedBox('CLBX30202'), await timedBox('CLBX30203')]
  unknown.boxId = laptop.box('CLBX30202').id
  const [stuck, free] = [
    await startTiming(laptop.window, unknown.boxId, first),
    await startTiming(laptop.window, laptop.box('CLBX30203').id, second),
  ]
  pass(first, 30)
  pass(second, 30)
  await untilCounted(laptop.window, free, 30, 30)
  expect((await untilCounted(laptop.window, stuck, 30)).inCloud).toBe(0)
})

it('[R3] a cloud that has too much to do is asked again, and gets everything once', async () => {
  let refusals = 0
  const url = await startChoosyProxy(cloud.url, (path) => {
    if (path !== '/v1/passings' || refusals === 3) return undefined
    refusals += 1
    return { status: 429, code: 'TOO_MANY' }
  })
  const laptop = await openFieldLaptop(url, 'timer@sierra')
  const box = await timedBox('CLBX30204')
  const sessionId = await startTiming(laptop.window, laptop.box('CLBX30204').id, box)
  pass(box, 30)
  await untilCounted(laptop.window, sessionId, 30, 30)
  expect(refusals).toBe(3)
  expect(await cloudPassings(cloud, 'timer@sierra', { sessionId })).toHaveLength(30)
})
