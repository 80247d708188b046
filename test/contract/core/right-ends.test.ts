import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clocks } from '../../../electron/core/sync/trusted-clock.ts'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { pass, putOnEvent, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

/** The time in the field, for laptops and boxes; the cloud's is set apart. */
function fieldTime() {
  const time = { aheadMs: 0 }
  const now = () => Date.now() + time.aheadMs
  const clocks: Clocks = { wallMs: now, monotonicMs: () => performance.now() + time.aheadMs }
  return { time, now, clocks }
}

const runsAt = ({ window }: FieldLaptop, boxId: string) =>
  window.all('session').filter((session) => session.boxId === boxId)
const numbersOf = (passings: readonly { readonly number: number }[]) =>
  passings.map(({ number }) => number).toSorted((a, b) => a - b)

describe('a right that ends while a run is on', () => {
  it.each(['owner', 'recipient'])(
    '[L19] [F4] offline: set aside after the loan, adopted by the slip, agreed with the cloud, the %s back first',
    async (first) => {
      const serial = first === 'owner' ? 'CLBX30205' : 'CLBX30206'
      const { time, now, clocks } = fieldTime()
      const sierra = await openFieldLaptop(cloud.url, 'timer@sierra', { clocks })
      const valle = await openFieldLaptop(cloud.url, 'timer@valle', { clocks })
      const { ticket, loanIds } = await sierra.lend([serial])
      await sierra.online()
      await valle.receive(ticket)
      await valle.online()
      const eventId = await putOnEvent(valle, serial)
      const box = await timedBox(serial, now)
      const boxId = valle.box(serial).id
      const sessionId = await startTiming(valle.window, boxId, box)
      await valle.online()
      await sierra.offline()
      await valle.offline()
      pass(box, 10)
      await untilCounted(valle.window, sessionId, 10, 0)

      // The owner extends in time, and nobody hears of it before the loan's end.
      const { window: owner } = sierra
      time.aheadMs = 23 * HOUR_MS
      expect(await owner.give('extendShare', { loanId: loanIds[0], validity: '1d' })).toMatchObject({ status: 'done' })
      const slip = await sierra.form('extension-slip', loanIds)
      time.aheadMs = 24 * HOUR_MS + MINUTE_MS
      await valle.window.until(
        () => runsAt(valle, boxId).every(({ stoppedAt }) => stoppedAt !== undefined),
        'the end of the run',
      )
      expect(runsAt(valle, boxId)).toMatchObject([{ stopReason: 'loan-ended' }])
      pass(box, 5)
      await valle.window.until(() => valle.window.link(boxId)?.aside?.count === 5, 'passings set aside')
      expect(valle.window.live(sessionId)?.count).toBe(10)

      expect(await valle.receive(slip)).toMatchObject({ status: 'slip', loanIds })
      const adopted = await valle.window.until(
        () => runsAt(valle, boxId).find(({ adopts }) => adopts === sessionId),
        'the adoption',
      )
      await untilCounted(valle.window, adopted.id, 5, 0)
      const next = await valle.window.until(
        () => runsAt(valle, boxId).find(({ stoppedAt }) => stoppedAt === undefined),
        'a run that goes on',
      )
      expect([adopted, next]).toMatchObject([{ eventId }, { eventId }])
      await valle.window.until(() => valle.window.link(boxId)?.sessionId === next.id, 'the connection going into it')
      pass(box, 3)
      await untilCounted(valle.window, next.id, 3, 0)
      expect(valle.window.link(boxId)?.aside).toBeUndefined()

      await cloud.advance(24 * HOUR_MS + MINUTE_MS)
      for (const laptop of first === 'owner' ? [sierra, valle] : [valle, sierra]) await laptop.online()
      for (const laptop of [sierra, valle]) await laptop.online()
      for (const [id, count] of [
        [sessionId, 10],
        [adopted.id, 5],
        [next.id, 3],
      ] as const) {
        await untilCounted(valle.window, id, count, count)
        expect(await cloudPassings(cloud, 'timer@valle', { sessionId: id })).toHaveLength(count)
      }
      expect(valle.window.cards().filter(({ kind }) => kind === 'refusal')).toEqual([])
      expect(valle.window.find('session', ({ id }) => id === adopted.id)).toMatchObject({
        adopts: sessionId,
        stopReason: 'stopped',
      })
      expect(numbersOf(await cloudPassings(cloud, 'timer@valle', { boxId }))).toEqual(
        Array.from({ length: 18 }, (_, index) => index + 1),
      )
      // The owner sees none of them.
      expect(await cloudPassings(cloud, 'timer@sierra', { boxId })).toEqual([])
      expect(await sierra.window.call('passings', { of: { boxId }, limit: 10 })).toEqual({ passings: [], more: false })
      expect(runsAt(sierra, boxId)).toEqual([])
    },
  )

  it('[L10] [L19] revoked unseen: what was recorded until then is the recipient’s, what came after it nobody’s', async () => {
    const serial = 'CLBX30207'
    const { now, clocks } = fieldTime()
    const sierra = await openFieldLaptop(cloud.url, 'timer@sierra', { clocks })
    const valle = await openFieldLaptop(cloud.url, 'timer@valle', { clocks })
    const { ticket, loanIds } = await sierra.lend([serial])
    await sierra.online()
    await valle.receive(ticket)
    await valle.online()
    const box = await timedBox(serial, now)
    const boxId = valle.box(serial).id
    const sessionId = await startTiming(valle.window, boxId, box)
    pass(box, 4)
    await untilCounted(valle.window, sessionId, 4, 4)
    await valle.offline()
    expect(await sierra.window.give('revokeShare', { loanId: loanIds[0] })).toMatchObject({ status: 'done' })
    await sierra.online()
    pass(box, 6)
    await untilCounted(valle.window, sessionId, 10, 4)
    valle.mend()
    await valle.window.call('syncNow', {})
    await valle.window.until(() => runsAt(valle, boxId).every(({ stoppedAt }) => stoppedAt !== undefined), 'the end')
    await untilCounted(valle.window, sessionId, 10, 10)
    pass(box, 5)
    await valle.window.until(() => valle.window.link(boxId)?.aside?.count === 5, 'passings set aside')
    await sierra.online()
    expect(numbersOf(await cloudPassings(cloud, 'timer@valle', { boxId }))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await cloudPassings(cloud, 'timer@sierra', { boxId })).toEqual([])
    expect(valle.window.live(sessionId)).toMatchObject({ count: 10, inCloud: 10 })
  })
})
