import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BoxLinks } from '../../electron/core/boxes/box-links.ts'
import { LINK_TIMES, type LinkTimes } from '../../electron/core/boxes/link-times.ts'
import { startTiming } from '../../electron/core/boxes/start-timing.ts'
import { PassingDesk } from '../../electron/core/passings/passing-desk.ts'
import { TestReads } from '../../electron/core/race-day/test-reads.ts'
import type { StoredPassing } from '../../electron/core/store/passing-rows.ts'
import type { PagedPassing } from '../../shared/passings-api.ts'
import { boxIdSchema, type SessionId, timePlus } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { Passing as BoxPassing } from '../../tools/box-simulator/passing.ts'
import { createSeededRandom, type Random, wholeNumber } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { put, sierraBox, uuid } from './sample-records.ts'
import { openSierraDesk } from './test-desk.ts'
import { testFolder } from './test-folder.ts'

const BOX = boxIdSchema.parse(uuid('b', 1))
const BEGIN_MS = Date.parse('2026-06-06T10:00:00.000Z')
const STEPS = 14
/** A box that was off for longer than its numbers may stand still. */
const OFF_MS = 7000
const SLACK_MS = 40
const SETTLED_IN_MS = 12_000

const QUICK: LinkTimes = {
  ...LINK_TIMES,
  ...{ connect: 2000, answer: 400, clock: 400, measureEach: 600_000, silence: 60_000 },
  ...{ check: 15, retryMin: 10, retryMax: 30, retryWrongBox: 30, stop: 500, fetchAllEach: 0 },
}

const MOVES = {
  pass: 7,
  wait: 4,
  start: 4,
  startUnconnected: 1,
  learnOfRun: 2,
  stop: 2,
  connect: 2,
  letGo: 1,
  beginTest: 1,
  endTest: 1,
  outOfReach: 2,
  inReach: 3,
  cut: 1,
  restartBox: 1,
  restartLaptop: 1,
  rewindByHand: 1,
  byCloud: 1,
  openWindow: 2,
  look: 2,
} as const
type Move = keyof typeof MOVES

/** What came of one order of events. */
export interface Told {
  readonly moves: readonly string[]
  /** Sentences about passings that are nowhere, twice, in no run although one was on, or not shown. */
  readonly wrong: readonly string[]
}

/** Plays one order of events, drawn from the seed, on a laptop with a real store and a box on loopback, and looks at what is left of it. */
export async function playAnyOrder(seed: number, moves?: readonly string[]): Promise<Told> {
  const random = createSeededRandom(seed)
  const field = await beginField(random)
  const played: string[] = []
  try {
    const chosen = moves ?? Array.from({ length: STEPS }, () => draw(random))
    for (const move of chosen) {
      played.push(move)
      await field.play(move as Move)
      await sleep(random() < 0.5 ? 0 : wholeNumber(random, 1, 30))
    }
    return { moves: played, wrong: await field.look() }
  } finally {
    await field.end()
  }
}

function draw(random: Random): Move {
  const all = Object.entries(MOVES).flatMap(([move, weight]) => Array.from({ length: weight }, () => move as Move))
  return all[wholeNumber(random, 0, all.length - 1)] ?? 'pass'
}

async function beginField(random: Random) {
  const begunMs = performance.now()
  let skippedMs = 0
  const nowMs = () => Math.floor(BEGIN_MS + performance.now() - begunMs + skippedMs)
  const isoNow = () => new Date(nowMs()).toISOString()
  const slow = wholeNumber(random, 0, 2) * 15
  const box: SimulatedBox = await startSimulatedBox({
    ...{ serial: 'CLBX30201', alias: '', model: 'CloudBox', firmware: '1', position: { latitude: 40, longitude: -3 } },
    ...{ port: 0, now: nowMs, random: createSeededRandom(random() * 2 ** 32) },
    slownessMs: () => (slow === 0 ? 0 : wholeNumber(random, 0, slow)),
  })
  const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))], isoNow())
  Object.defineProperty(test.wall, 'now', { get: isoNow })
  const { desk, store } = test
  const faults: unknown[] = []
  let passed = 0
  let laptop = startLaptop()
  if (random() < 0.5) pass(wholeNumber(random, 1, 5))

  function startLaptop() {
    const onFault = (_where: string, error: unknown) => void faults.push(error)
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const clocks = { wallMs: nowMs, monotonicMs: () => performance.now() }
    const passings = new PassingDesk({ desk, onFault })
    const links = new BoxLinks({ desk, clocks, random: Math.random, log, onFault }, passings, QUICK)
    const tests = new TestReads({ desk, boxes: links, monotonicMs: clocks.monotonicMs, onFault })
    const tick = () => {
      passings.tick(true)
      links.tick()
      tests.tick()
    }
    test.recordsChanged = () => {
      passings.recordsChanged()
      links.recordsChanged()
      tests.recordsChanged()
    }
    const timer = setInterval(tick, 20)
    return {
      ...{ passings, links, tests },
      async end() {
        clearInterval(timer)
        await links.close()
        await passings.close()
      },
    }
  }

  function pass(count: number): void {
    for (let index = 0; index < count; index += 1) {
      passed += 1
      box.record({ epc: `E28${String(passed).padStart(21, '0')}` })
    }
  }

  function sessions(): readonly Session[] {
    return [...desk.records.all('session')]
  }

  function running(): Session | undefined {
    return sessions().find(({ stoppedAt }) => stoppedAt === undefined)
  }

  const address = () => ({ host: '127.0.0.1', port: box.port })

  /** Another laptop of theirs started a run a little earlier; this one hears of it only now. */
  function learnOfRun(): void {
    const before = running()
    const agoMs = wholeNumber(random, 0, 400)
    const startedAt = new Date(Math.max(nowMs() - agoMs, Date.parse(before?.startedAt ?? '') + 1 || 0)).toISOString()
    const run = { id: randomUUID(), organisationId: desk.actor.organisationId, boxId: BOX, boxSerial: 'CLBX30201' }
    const more = { alias: 'elsewhere', checkpointIds: [], startedById: desk.actor.memberId, startedAt }
    test.receive([
      ...(before ? [put('session', { ...before, stoppedAt: startedAt, stopReason: 'replaced' as const })] : []),
      put('session', { ...run, ...more } as unknown as Session),
    ])
  }

  function byCloud(): void {
    const run = sessions()[wholeNumber(random, 0, Math.max(0, sessions().length - 1))]
    if (run === undefined) return
    const page = box.backup().flatMap(({ epc, timestamp, passingNumber }, index): PagedPassing[] => {
      const isIn = timestamp >= run.startedAt && timestamp < (run.stoppedAt ?? '9')
      if (!isIn || random() < 0.5) return []
      const stamp = { at: timestamp, countedAt: timestamp, countedBy: 'stamp' as const, receivedAt: isoNow() }
      return [{ seq: index + 1, boxId: BOX, sessionId: run.id, number: passingNumber, chip: epc, ...stamp }]
    })
    laptop.passings.takeFromCloud(run.id, page)
  }

  /** As a window that shows live timing: it watches, and then reads what there is. */
  async function lookAtLive(): Promise<void> {
    const ids = sessions().map(({ id }) => id)
    laptop.passings.board.watch(ids)
    for (const sessionId of ids) await laptop.passings.page({ sessionId }, { limit: 1000 })
  }

  const plays: Record<Move, () => unknown> = {
    pass: () => pass(wholeNumber(random, 1, 6)),
    wait: () => sleep(wholeNumber(random, 10, 80)),
    start: () => startTiming(desk, laptop.links, { boxId: BOX, address: address() }),
    startUnconnected: () => startTiming(desk, laptop.links, { boxId: BOX }),
    learnOfRun,
    stop() {
      const run = running()
      if (run) desk.give([{ type: 'stopSession', args: { sessionId: run.id } }])
    },
    connect: () => laptop.links.connect(BOX, address()),
    letGo: () => laptop.links.disconnect(BOX),
    beginTest: () => laptop.tests.start(BOX, address()),
    endTest: () => laptop.tests.stop(BOX),
    outOfReach: () => box.setReachable(false),
    inReach: () => box.setReachable(true),
    cut: () => box.cut(),
    async restartBox() {
      box.setReachable(false)
      box.restart()
      // Whoever was measuring its clock has noticed that it went.
      await sleep(60)
      skippedMs += OFF_MS
      box.setReachable(true)
    },
    async restartLaptop() {
      await laptop.end()
      laptop = startLaptop()
    },
    rewindByHand: () => box.rewind(),
    byCloud,
    openWindow: () => [...laptop.passings.snapshot()],
    look: lookAtLive,
  }

  const lastShown = (sessionId: SessionId) =>
    test.pushed
      .flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))
      .findLast((live) => live.sessionId === sessionId)

  function wrongs(): readonly string[] {
    const rows = store.passings.readAfter({ boxId: BOX }, 0, 100_000)
    return [
      ...faults.map((error) => `a fault: ${error}`),
      ...box.backup().flatMap((passing) => wrongWith(passing, rows)),
      ...sessions().flatMap(({ id }) => wrongOfRun(id, rows.filter(({ sessionId }) => sessionId === id).length)),
    ]
  }

  function wrongWith(passing: BoxPassing, rows: readonly StoredPassing[]): readonly string[] {
    const { timestamp: at, passingNumber: number, epc: chip } = passing
    const name = `${number} at ${at}`
    const [row, ...more] = rows.filter((one) => one.at === at && one.number === number && one.chip === chip)
    if (more.length > 0) return [`${name} is here twice`]
    if (row) {
      const isHidden = row.sessionId === undefined && sessions().some((run) => isOf(run, row.countedAt))
      return isHidden ? [`${name} is in no run`] : []
    }
    const isTest = store.raceDay.amongTestReads(BOX, [{ passing: { at, number, chip } }]).size > 0
    const isInRun = sessions().some((run) => isSurelyOf(run, at))
    if (isInRun) return [`${name} of a run is lost${isTest ? ', as a test read' : ''}`]
    return isTest ? [] : [`${name} is lost`]
  }

  function wrongOfRun(id: SessionId, here: number): readonly string[] {
    const shown = lastShown(id)?.count ?? 0
    const counted = laptop.passings.live(id)?.count ?? 0
    return shown === here && counted === here ? [] : [`${here} of a run are here, ${counted} counted, ${shown} shown`]
  }

  function isOf({ startedAt, stoppedAt = '9' }: Pick<Session, 'startedAt' | 'stoppedAt'>, countedAt: string): boolean {
    return countedAt >= startedAt && countedAt < stoppedAt
  }

  /** By the laptop's measure of the box's clock, which is as good as the way there and back. */
  function isSurelyOf({ startedAt, stoppedAt = '9' }: Session, at: string): boolean {
    return isOf({ startedAt: timePlus(startedAt, SLACK_MS), stoppedAt }, at) && timePlus(at, SLACK_MS) < stoppedAt
  }

  return {
    async play(move: Move) {
      await plays[move]()
    },

    /** After all that: the box is there, and a person connects to it. */
    async look(): Promise<readonly string[]> {
      laptop.tests.stop(BOX)
      await sleep(50)
      box.setReachable(true)
      laptop.links.connect(BOX, address())
      const until = performance.now() + SETTLED_IN_MS
      let wrong = wrongs()
      while (wrong.length > 0 && performance.now() < until) {
        await sleep(40)
        wrong = wrongs()
      }
      return wrong
    },

    async end() {
      await laptop.end()
      await box.close()
      test.close()
    },
  }
}
