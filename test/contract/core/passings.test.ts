import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { DEMO_PASSWORD } from '../../support/test-window.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

const numbersOf = (passings: readonly { readonly number: number }[]) =>
  passings.map(({ number }) => number).toSorted((a, b) => a - b)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a run’s passings between laptops and the cloud', () => {
  it('[F2] [R3] what was recorded without internet goes up afterwards, and to the other laptops', async () => {
    const timer = await openFieldLaptop(cloud.url, 'timer@sierra')
    const box = await timedBox('CLBX30201')
    const boxId = timer.box('CLBX30201').id
    await timer.offline()
    const sessionId = await startTiming(timer.window, boxId, box)
    pass(box, 300)
    expect(await untilCounted(timer.window, sessionId, 300, 0)).toMatchObject({
      completeness: { box: 300, missing: 0 },
    })
    const other = await openFieldLaptop(cloud.url, 'admin@sierra')
    await timer.online()
    await untilCounted(timer.window, sessionId, 300, 300)
    await untilCounted(other.window, sessionId, 300, 300)
    pass(box, 20)
    await untilCounted(timer.window, sessionId, 320, 320)
    await untilCounted(other.window, sessionId, 320, 320)
    expect(numbersOf(await cloudPassings(cloud, 'timer@sierra', { sessionId }))).toEqual(upTo(320))
    const page = await other.window.call('passings', { of: { sessionId }, limit: 5 })
    expect(page).toMatchObject({ more: true, passings: [{ via: 'cloud', inCloud: true }, {}, {}, {}, {}] })
  })

  it('[R3] two laptops at one box, and the cloud: every passing once', async () => {
    const timer = await openFieldLaptop(cloud.url, 'timer@sierra')
    const other = await openFieldLaptop(cloud.url, 'admin@sierra')
    const box = await timedBox('CLBX30202')
    const boxId = timer.box('CLBX30202').id
    const sessionId = await startTiming(timer.window, boxId, box)
    await other.window.until(() => other.window.find('session', ({ id }) => id === sessionId), 'the run')
    await other.window.call('connectBox', { boxId, address: { host: '127.0.0.1', port: box.port } })
    await other.window.until(() => other.window.link(boxId)?.state === 'connected', 'the second connection')
    for (let round = 0; round < 5; round += 1) {
      pass(box, 40)
      box.rewind()
      await untilCounted(timer.window, sessionId, 40 * (round + 1))
    }
    await untilCounted(other.window, sessionId, 200, 200)
    await untilCounted(timer.window, sessionId, 200, 200)
    expect(numbersOf(await cloudPassings(cloud, 'admin@sierra', { sessionId }))).toEqual(upTo(200))
  })

  it('[F5] signing out and in again keeps what wasn’t sent, and sends it', async () => {
    const timer = await openFieldLaptop(cloud.url, 'timer@sierra')
    const box = await timedBox('CLBX30203')
    const sessionId = await startTiming(timer.window, timer.box('CLBX30203').id, box)
    await timer.online()
    await timer.offline()
    pass(box, 50)
    await untilCounted(timer.window, sessionId, 50)
    await timer.restart()
    await untilCounted(timer.window, sessionId, 50)
    await timer.window.call('signOut', {})
    await timer.mend()
    expect(await timer.window.call('signIn', { email: 'timer@sierra.example', password: DEMO_PASSWORD })).toEqual({
      status: 'done',
    })
    const { inCloud } = await timer.window.until(() => {
      const live = timer.window.live(sessionId)
      return live && live.inCloud >= 50 && live
    }, 'the passings in the cloud')
    expect(inCloud).toBe(50)
    expect(numbersOf(await cloudPassings(cloud, 'timer@sierra', { sessionId }))).toEqual(upTo(50))
  })
})
