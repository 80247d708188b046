// Measures what live timing does to the desktop: passings into the file, durably, while windows look on, as a ratio to
// bare inserts of the same rows in the same run; and pages of a million. `node tools/speed-intake.ts [rows]`
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { PassingDesk } from '../electron/core/passings/passing-desk.ts'
import type { TakenBatch } from '../electron/core/passings/take-batch.ts'
import { openDatabase } from '../electron/core/store/open.ts'
import type { PassingsOf } from '../shared/desktop-live.ts'
import { boxIdSchema, timePlus } from '../shared/records/scalars.ts'
import type { Session } from '../shared/records/session.ts'
import { batchOf, passingOf, runOn } from '../test/support/passing-desks.ts'
import { put, sierraBox, sierraEvent, uuid } from '../test/support/sample-records.ts'
import { openSierraDesk, openTestDesk, type TestDesk } from '../test/support/test-desk.ts'

const ROWS = Number(process.argv[2] ?? 1_000_000)
const BOXES = 12
const BATCH = 500
const START = '2026-06-06T10:00:00.000Z'
const LIMIT_PER_SECOND = 5000
const LIMIT_TASK_MS = 50

const folder = mkdtempSync(join(tmpdir(), 'trackside-speed-'))
const runs: readonly Session[] = Array.from({ length: BOXES }, (_, index) =>
  runOn(boxIdSchema.parse(uuid('b', index + 1)), { id: uuid('f', index + 1), startedAt: START }),
)

/** As many boxes as there are, in turn; each chip passes each box about once. */
function* batches(): Iterable<TakenBatch> {
  for (let done = 0; done < ROWS; done += BATCH) {
    const turnOf = done / BATCH
    const run = runs[turnOf % BOXES]
    if (run === undefined) return
    const first = Math.floor(turnOf / BOXES) * BATCH
    const passings = Array.from({ length: BATCH }, (_, index) =>
      passingOf(timePlus(START, (first + index) * 12), first + index + 1, {
        ...{ antenna: 1, rssi: -60, latitude: 40.4, longitude: -3.7 },
        ...{ chip: `E280${String(first + index).padStart(20, '0')}`, extra: { seenCount: 3, chksum: 'A1B2C3D4' } },
      }),
    )
    yield batchOf(run.boxId, run, passings, { clockOffsetMs: 12 })
  }
}

function tell(what: string, value: string, ratio?: number): void {
  const within = ratio === undefined ? '' : `ratio ${ratio.toFixed(2)}`
  process.stdout.write(`${what.padEnd(62)} ${value.padStart(16)}   ${within}\n`)
}

interface Measured {
  readonly ms: number
  readonly worstMs: number
  /** Of the processor's time alone: what the disk and other programs take isn't in it. */
  readonly cpuMs: number
  readonly worstCpuMs: number
}

/** Times each piece of work. */
class Stopwatch {
  #measured: Measured = { ms: 0, worstMs: 0, cpuMs: 0, worstCpuMs: 0 }

  get measured(): Measured {
    return this.#measured
  }

  time<Result>(work: () => Result): Result {
    const [start, before] = [performance.now(), process.threadCpuUsage()]
    const result = work()
    const took = performance.now() - start
    const { user, system } = process.threadCpuUsage(before)
    const cpu = (user + system) / 1000
    const { ms, worstMs, cpuMs, worstCpuMs } = this.#measured
    this.#measured = {
      ...{ ms: ms + took, worstMs: Math.max(worstMs, took) },
      ...{ cpuMs: cpuMs + cpu, worstCpuMs: Math.max(worstCpuMs, cpu) },
    }
    return result
  }
}

/** The file grows with the rows: what a durable insert costs here, without anything of ours around it. */
async function measureBare(): Promise<Measured> {
  const database = openDatabase(join(folder, 'bare.db'), [
    `CREATE TABLE passing (id INTEGER PRIMARY KEY, box_id TEXT, at TEXT, number INTEGER, chip TEXT, session_id TEXT,
      received_at TEXT, antenna INTEGER, rssi REAL, latitude REAL, longitude REAL, extra TEXT);
    CREATE UNIQUE INDEX passing_once ON passing (box_id, at, number, chip)`,
  ])
  const insert = database.prepare('INSERT INTO passing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const watch = new Stopwatch()
  for (const { boxId, session, received } of batches()) {
    const rows = received.map(
      ({ passing: { at, number, chip, antenna, rssi, latitude, longitude, extra }, receivedAt }) => [
        ...[
          boxId,
          at,
          number,
          chip,
          session?.id,
          receivedAt,
          antenna,
          rssi,
          latitude,
          longitude,
          JSON.stringify(extra),
        ],
      ],
    )
    watch.time(
      database.transaction(() => {
        for (const row of rows) insert.run(...row)
      }),
    )
    await turn()
  }
  database.close()
  return watch.measured
}

async function measureIntake(): Promise<Measured> {
  const boxes = Array.from({ length: BOXES }, (_, index) => put('box', sierraBox(index + 1)))
  const test = openSierraDesk(folder, [
    ...boxes,
    put('event', sierraEvent()),
    ...runs.map((run) => put('session', run)),
  ])
  test.wall.now = timePlus(START, 3_600_000)
  const passings = new PassingDesk({ desk: test.desk, onFault: fail })
  passings.board.watch(runs.map(({ id }) => id))
  const watch = new Stopwatch()
  for (const batch of batches()) {
    const { stored } = watch.time(() => passings.take(batch))
    if (stored !== BATCH) throw new Error(`${stored} of ${BATCH} stored`)
    test.pushed.length = 0
    await turn()
  }
  await passings.close()
  test.close()
  return watch.measured
}

function fail(where: string, error: unknown): void {
  throw new Error(where, { cause: error })
}

/** The longest task while windows look on, by the event loop's own clock, beside what generating the rows takes. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}

async function measurePages(test: TestDesk): Promise<void> {
  const opened = performance.now()
  const passings = new PassingDesk({ desk: test.desk, onFault: fail })
  const worst = await longestTask(() => passings.board.loaded)
  tell(`${ROWS} counted after a start, in the background`, `${(performance.now() - opened).toFixed(0)} ms`)
  tell('  its longest task', `${worst.toFixed(1)} ms`, worst / LIMIT_TASK_MS)
  const [run] = runs
  if (run?.eventId === undefined) return
  const kinds: readonly PassingsOf[] = [{ sessionId: run.id }, { eventId: run.eventId }, { boxId: run.boxId }]
  for (const which of kinds) {
    const [kind] = Object.keys(which)
    for (const before of [undefined, ROWS / 2]) {
      const start = performance.now()
      const { passings: shown } = await passings.page(which, { limit: 100, before })
      const ms = performance.now() - start
      tell(
        `  a page of 100 by ${kind}, ${before ? 'from the middle' : 'the newest'} (${shown.length})`,
        `${ms.toFixed(1)} ms`,
      )
    }
  }
  const known = Array.from({ length: BATCH }, (_, index) => `E280${String(index).padStart(20, '0')}`)
  const eventId = run.eventId
  test.store.transact(() =>
    test.store.startList.replace(eventId, [{ bib: '1', name: '', race: '', chips: known }], START),
  )
  const start = performance.now()
  const { passings: unknown } = await passings.page({ eventId }, { limit: 500, unknownOnly: true })
  tell(`  a page of ${unknown.length} unknown chips`, `${(performance.now() - start).toFixed(1)} ms`)
  await passings.close()
}

try {
  const bare = await measureBare()
  const { ms, worstMs, cpuMs, worstCpuMs } = await measureIntake()
  const rate = ROWS / (ms / 1000)
  tell(
    `${ROWS} passings of ${BOXES} boxes into the file, ${BATCH} at a time`,
    `${rate.toFixed(0)} /s`,
    LIMIT_PER_SECOND / rate,
  )
  tell('  beside bare inserts of the same rows', `${(ROWS / (bare.ms / 1000)).toFixed(0)} /s`, ms / bare.ms)
  tell('  the longest batch', `${worstMs.toFixed(1)} ms`, worstMs / LIMIT_TASK_MS)
  tell('  without the disk and other programs: all', `${(ROWS / (cpuMs / 1000)).toFixed(0)} /s`, cpuMs / bare.cpuMs)
  tell(
    '  without the disk and other programs: the longest batch',
    `${worstCpuMs.toFixed(1)} ms`,
    worstCpuMs / LIMIT_TASK_MS,
  )
  tell('  the longest of the bare ones: the disk’s own', `${bare.worstMs.toFixed(1)} ms`, bare.worstMs / LIMIT_TASK_MS)
  tell('  bytes a passing', `${(statSync(join(folder, 'member.db')).size / ROWS).toFixed(0)}`)
  const test = openTestDesk(folder, timePlus(START, 7_200_000))
  await measurePages(test)
  test.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
