import { onTestFinished, vi } from 'vitest'
import { BoxLinks } from '../../../../electron/core/boxes/box-links.ts'
import { LINK_TIMES, type LinkTimes } from '../../../../electron/core/boxes/link-times.ts'
import { startTiming } from '../../../../electron/core/boxes/start-timing.ts'
import { PassingDesk } from '../../../../electron/core/passings/passing-desk.ts'
import type { StoredPassing } from '../../../../electron/core/store/passing-rows.ts'
import type { Address, Link } from '../../../../shared/desktop-live.ts'
import { type BoxId, boxIdSchema } from '../../../../shared/records/scalars.ts'
import type { Session } from '../../../../shared/records/session.ts'
import { put, sierraBox, uuid } from '../../../support/sample-records.ts'
import { openSierraDesk, type TestDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

export const BOX_1 = boxIdSchema.parse(uuid('b', 1))
export const BOX_2 = boxIdSchema.parse(uuid('b', 2))
/** Sierra's boxes 1 and 2. */
export const SERIAL_1 = 'CLBX30201'
export const SERIAL_2 = 'CLBX30202'
export const NOW = '2026-06-06T10:00:00.000Z'
/** Runs begin a little before, as a measured clock is only as good as the way there and back. */
const BEFORE = '2026-06-06T09:59:58.000Z'

/** So that what takes minutes on race day takes moments here. */
const QUICK: LinkTimes = {
  ...LINK_TIMES,
  ...{ connect: 2000, answer: 500, clock: 500, measureEach: 100, silence: 60_000 },
  ...{ check: 20, retryMin: 20, retryMax: 50, retryWrongBox: 50, stop: 5000 },
}

/** Sierra's laptop on a local network, with the real store and no cloud. */
export interface Field {
  readonly test: TestDesk
  readonly faults: unknown[]
  readonly links: BoxLinks
  /** What happens every second, at once. */
  tick(): void
  /** Starts a run and connects to it there. */
  start(boxId: BoxId, port?: number): Session
  link(boxId: BoxId): Link | undefined
  stored(boxId: BoxId): readonly StoredPassing[]
  /** The numbers of what is stored, ascending. */
  numbers(boxId: BoxId): readonly number[]
  /** Lets go of everything and begins anew on the same file, as after a restart. */
  restart(): Promise<void>
}

export function at(port: number): Address {
  return { host: '127.0.0.1', port }
}

export function aField(times: Partial<LinkTimes> = {}): Field {
  const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('box', sierraBox(2))], BEFORE)
  const faults: unknown[] = []
  let running = begin()

  function begin() {
    const { desk } = test
    const onFault = (_where: string, error: unknown) => void faults.push(error)
    const clocks = { wallMs: () => Date.parse(test.wall.now), monotonicMs: () => performance.now() }
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const passings = new PassingDesk({ desk, onFault } as ConstructorParameters<typeof PassingDesk>[0])
    const parts = { desk, clocks, random: Math.random, log, onFault }
    const links = new BoxLinks(parts, passings, { ...QUICK, ...times })
    const tick = () => {
      passings.recordsChanged()
      links.tick()
    }
    const timer = setInterval(tick, 20)
    return {
      ...{ links, tick },
      async end() {
        clearInterval(timer)
        await links.close()
        await passings.close()
      },
    }
  }

  onTestFinished(async () => {
    await running.end()
    test.close()
  })

  const stored = (boxId: BoxId) => test.store.passings.readAfter({ boxId }, 0, 1_000_000)
  return {
    test,
    faults,
    get links() {
      return running.links
    },
    tick: () => running.tick(),
    start(boxId, port) {
      const address = port === undefined ? {} : { address: at(port) }
      const result = startTiming(test.desk, running.links, { boxId, ...address })
      const session = result.status === 'done' ? test.desk.records.get('session', result.sessionId) : undefined
      if (test.wall.now < NOW) test.wall.now = NOW
      if (session === undefined) throw new Error(`not started: ${JSON.stringify(result)}`)
      return session
    },
    link(boxId) {
      for (const push of running.links.snapshot()) {
        if (push.push === 'links') return push.links.find((one) => one.boxId === boxId)
      }
      return undefined
    },
    stored,
    numbers: (boxId) =>
      stored(boxId)
        .map(({ number }) => number)
        .toSorted((a, b) => a - b),
    async restart() {
      await running.end()
      running = begin()
    },
  }
}

export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 })
}
