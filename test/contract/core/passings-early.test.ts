import { afterAll, beforeAll, expect, it } from 'vitest'
import { startChoosyProxy } from '../../support/choosy-proxy.ts'
import { openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { pass, putOnEvent, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

it('[R7] [F1] passings that the stream tells of before their run is known here are of the run’s event all the same', async () => {
  const held = { isOn: false, asked: 0 }
  const url = await startChoosyProxy(cloud.url, (path) => {
    if (!held.isOn || !path.startsWith('/v1/changes')) return undefined
    held.asked += 1
    return { status: 503, code: 'TOO_MANY' }
  })
  const timer = await openFieldLaptop(cloud.url, 'timer@sierra')
  const other = await openFieldLaptop(url, 'admin@sierra')
  const box = await timedBox('CLBX30201')
  const eventId = await putOnEvent(timer, 'CLBX30201')
  await timer.online()
  await other.window.until(
    () => other.window.find('assignment', ({ boxId }) => boxId === timer.box('CLBX30201').id),
    'the assignment',
  )
  held.isOn = true
  const sessionId = await startTiming(timer.window, timer.box('CLBX30201').id, box)
  pass(box, 20)
  await untilCounted(timer.window, sessionId, 20, 20)
  // Long enough for a laptop that doesn't wait for the run.
  await other.window.until(() => held.asked > 2, 'changes asked for in vain')
  held.isOn = false
  await untilCounted(other.window, sessionId, 20, 20)
  const { passings } = await other.window.call('passings', { of: { eventId }, limit: 100 })
  expect(passings).toHaveLength(20)
})
