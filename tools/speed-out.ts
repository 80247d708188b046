// What goes out of a laptop with many passings: the CSV export and a scoring program, whether memory grows with them and how
// long anything holds up the rest. `node --expose-gc tools/speed-out.ts [passings]`
// Figures of a busy machine say little: look at the memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { exportPassings } from '../electron/core/scoring/export-passings.ts'
import { readStartList } from '../electron/core/start-list/read-start-list.ts'
import { timePlus } from '../shared/records/scalars.ts'
import type { Session } from '../shared/records/session.ts'
import {
  BACKUP_RUN,
  EVENT_ID,
  RUN,
  type ScoringLaptop,
  START,
  startScoringLaptop,
  target,
} from '../test/support/scoring-laptop.ts'

const ROWS_A_TRANSACTION = 1000
const MIB = 1024 * 1024
const CHIPS = 20_000

/** A main and a backup box read each chip; of a hundred, the main box misses one. @returns how many should go out */
function fill({ test, learn }: ScoringLaptop, many: number): number {
  learn(BACKUP_RUN)
  let missed = 0
  const add = (run: Session, number: number, at: string) => {
    const chip = `E28011606000020${String(number % CHIPS).padStart(9, '0')}`
    test.store.passings.add({
      ...{ boxId: run.boxId, sessionId: run.id, eventId: run.eventId, clockOffsetMs: 0, via: 'box', inCloud: 1 },
      passing: { at, number, chip, receivedAt: at, countedAt: at, countedBy: 'stamp', antenna: 1, rssi: -71.5 },
    })
  }
  for (let from = 0; from < many; from += ROWS_A_TRANSACTION) {
    test.store.transact(() => {
      for (let row = from; row < Math.min(many, from + ROWS_A_TRANSACTION); row += 1) {
        const number = Math.floor(row / 2)
        const isMissed = number % 100 === 0
        if (isMissed) missed += 1
        // A chip comes by again after twenty seconds.
        const at = timePlus(START, number + (row % 2) * 3)
        add(row % 2 === 1 || isMissed ? BACKUP_RUN : RUN, number, at)
      }
    })
  }
  test.wall.now = timePlus(START, many + 60_000)
  return many / 2 + missed / 2
}

/** Memory in use beyond what there was at the beginning, at its highest. */
function memoryGauge() {
  const now = () => {
    globalThis.gc?.()
    const { heapUsed, external, arrayBuffers } = process.memoryUsage()
    return heapUsed + external + arrayBuffers
  }
  const before = now()
  let highest = 0
  return {
    look() {
      highest = Math.max(highest, now() - before)
    },
    highestMib: () => (highest / MIB).toFixed(1),
  }
}

async function measure(what: string, work: (look: () => void) => Promise<number>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const gauge = memoryGauge()
  const began = performance.now()
  delay.enable()
  const rows = await work(() => {
    // Collecting garbage holds everything up, too.
    delay.disable()
    gauge.look()
    delay.enable()
  })
  // A delay counts once it is over.
  await sleep(5)
  delay.disable()
  const seconds = (performance.now() - began) / 1000
  const rate = Math.round(rows / seconds)
  const [held, mostly] = [delay.max, delay.percentile(99)].map((ns) => (ns / 1e6).toFixed(0))
  process.stdout.write(
    `${what}: ${rows} in ${seconds.toFixed(1)} s (${rate}/s), +${gauge.highestMib()} MiB at most, held up ${held} ms at most (99 %: ${mostly} ms)\n`,
  )
}

async function importList(laptop: ScoringLaptop): Promise<number> {
  const lines = Array.from(
    { length: CHIPS },
    (_, bib) => `${bib},Name ${bib} Surname,10K,E28011606000020${String(bib).padStart(9, '0')}`,
  )
  const list = await readStartList(['bib,name,race,chip', ...lines].join('\n'))
  if (list.status === 'refused') throw new Error(list.problem)
  laptop.test.store.transact(() => laptop.test.store.startList.replace(EVENT_ID, list.entries, START))
  return list.entries.length
}

async function exportAll(laptop: ScoringLaptop, look: () => void): Promise<number> {
  let rows = 0
  let parts = 0
  let after: string | undefined
  do {
    const part = await exportPassings(laptop.test.desk, { of: { eventId: EVENT_ID }, after })
    rows = part.done
    after = part.next
    parts += 1
    if (parts % 10 === 0) look()
  } while (after !== undefined)
  return rows
}

async function sendAll(laptop: ScoringLaptop, many: number, look: () => void): Promise<number> {
  let came = 0
  let text = ''
  const all = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.setEncoding('latin1')
    socket.on('data', (data: string) => {
      text += data
      const messages = text.split('\r')
      text = messages.pop() ?? ''
      for (const message of messages) {
        if (message.startsWith('N')) socket.write('GT\r')
        else if (message.startsWith('GT')) socket.write('S0000\r')
        else came += 1
      }
      if (came >= many) all.resolve()
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const looking = setInterval(() => {
    look()
    laptop.later(500)
  }, 500)
  await laptop.scoring.save(target(port))
  await all.promise
  clearInterval(looking)
  await laptop.scoring.remove(target(port).id)
  server.close()
  return came
}

const many = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'trackside-speed-out-'))
const laptop = startScoringLaptop(folder)
try {
  const toSend = fill(laptop, many)
  await measure('start list', () => importList(laptop))
  await measure('CSV', (look) => exportAll(laptop, look))
  await measure('scoring program', (look) => sendAll(laptop, toSend, look))
  if (laptop.faults.length > 0) throw laptop.faults[0]
} finally {
  await laptop.close()
  rmSync(folder, { recursive: true, force: true })
}
