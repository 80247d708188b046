import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chosen, ReadChooser, type SentPlace } from '../../../../electron/core/scoring/read-chooser.ts'
import { NOTHING_SENT, type SentBackup } from '../../../../electron/core/store/scoring.ts'
import { type Session, sessionSchema } from '../../../../shared/records/session.ts'
import { type JchipServer, startJchipServer } from '../../../support/jchip-server.ts'
import { eventually } from '../../../support/listen.ts'
import { openScoringLaptop } from '../../../support/open-scoring-laptop.ts'
import { uuid } from '../../../support/sample-records.ts'
import { BACKUP_RUN, handTime, RUN, type ScoringLaptop, START, target } from '../../../support/scoring-laptop.ts'
import { testFolder } from '../../../support/test-folder.ts'

const WINDOW_MS = 10_000

async function openWithBackup(folder = testFolder()) {
  const laptop = openScoringLaptop(folder)
  laptop.learn(BACKUP_RUN)
  const server = await startJchipServer()
  await laptop.scoring.save(target(server.port))
  return { laptop, server, folder }
}

/** What has come on all connections, or from one of them on. */
function came(server: JchipServer, from = 0): readonly string[] {
  return server.connections.slice(from).flatMap(({ passings }) => passings.map(({ tag, rest }) => tag + rest))
}

async function comes(server: JchipServer, all: readonly string[], from = 0): Promise<void> {
  await eventually(() => expect(came(server, from)).toEqual(all))
}

function stopped(run: Session, at: string): Session {
  return sessionSchema.parse({ ...run, stoppedAt: at, stopReason: 'stopped' })
}

describe('main and backup, to a scoring program', () => {
  it('[R7] of a chip that both read, the main box’s read goes out, whichever came first', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(RUN, 'A')
    laptop.read(BACKUP_RUN, 'A')
    laptop.read(BACKUP_RUN, 'B')
    laptop.read(RUN, 'B')
    await comes(server, ['A', 'B'])
    await eventually(() => expect(laptop.shown()).toMatchObject([{ sent: 2, waiting: 2 }]))
    laptop.later(WINDOW_MS)
    await eventually(() => expect(laptop.shown()).toMatchObject([{ sent: 2, waiting: 0 }]))
    laptop.read(RUN, 'C')
    await comes(server, ['A', 'B', 'C'])
  })

  it('[R7] what only the backup read goes out after the window, marked; a main box’s that comes later doesn’t', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.later(WINDOW_MS - 1)
    laptop.read(RUN, 'B')
    await comes(server, ['B'])
    laptop.later(1)
    await comes(server, ['B', 'A backup'])
    laptop.later(5000)
    laptop.read(RUN, 'A', 10_000)
    // The chip's next time past the checkpoint.
    laptop.read(RUN, 'A')
    await comes(server, ['B', 'A backup', 'A'])
  })

  it('[R7] chips are compared without regard to case', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'e28a')
    laptop.read(RUN, 'E28A')
    laptop.later(WINDOW_MS)
    laptop.read(RUN, 'Z')
    await comes(server, ['E28A', 'Z'])
  })

  it('[R7] without a main box that runs, the backup’s go out at once; so do those at other checkpoints', async () => {
    const { laptop, server } = await openWithBackup()
    const elsewhere = sessionSchema.parse({ ...BACKUP_RUN, id: uuid('f', 4), checkpointIds: [uuid('e', 7)] })
    laptop.learn(elsewhere)
    laptop.read(RUN, 'A')
    laptop.read(elsewhere, 'A')
    laptop.read(BACKUP_RUN, 'W')
    await comes(server, ['A', 'A backup'])
    laptop.later(60_000)
    await comes(server, ['A', 'A backup', 'W backup'])
    laptop.learn(stopped(RUN, START))
    laptop.read(BACKUP_RUN, 'B')
    await comes(server, ['A', 'A backup', 'W backup', 'B backup'])
  })

  it('[R7] of two backups, one’s read goes out', async () => {
    const { laptop, server } = await openWithBackup()
    const second = sessionSchema.parse({ ...BACKUP_RUN, id: uuid('f', 4), boxId: uuid('b', 3) })
    laptop.learn(second)
    laptop.read(BACKUP_RUN, 'A')
    laptop.read(second, 'A')
    laptop.later(WINDOW_MS)
    laptop.read(RUN, 'Z')
    await comes(server, ['A backup', 'Z'])
  })

  it('[R7] with a window of 0 all go out, at once; changing it breaks no connection', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(RUN, 'A')
    laptop.read(BACKUP_RUN, 'A')
    laptop.read(BACKUP_RUN, 'B')
    await comes(server, ['A'])
    await laptop.scoring.save(target(server.port, 1, { backupWindowS: 0 }))
    await comes(server, ['A', 'A backup', 'B backup'])
    laptop.read(BACKUP_RUN, 'C')
    await comes(server, ['A', 'A backup', 'B backup', 'C backup'])
    expect(server.connections).toHaveLength(1)
    expect(laptop.kept()).toMatchObject([{ target: { backupWindowS: 0 } }])
  })

  it('[R1] a box that is made backup while it runs counts as one from then on', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.learn(sessionSchema.parse({ ...BACKUP_RUN, backup: false }))
    laptop.read(RUN, 'A')
    laptop.read(BACKUP_RUN, 'A')
    await comes(server, ['A', 'A'])
    laptop.learn(BACKUP_RUN)
    laptop.read(RUN, 'B')
    laptop.read(BACKUP_RUN, 'B')
    laptop.later(WINDOW_MS)
    laptop.read(RUN, 'C')
    await comes(server, ['A', 'A', 'B', 'C'])
  })

  it('[R7] times by hand go among them as always', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.act(handTime(1, { bib: '7', recordedAt: START }))
    await comes(server, ['7 hand'])
    laptop.later(WINDOW_MS)
    await comes(server, ['7 hand', 'A backup'])
  })
})

describe('what waits for a main box', () => {
  it('[R7] [F5] waits again after a restart, and nothing else goes out twice', async () => {
    const { laptop, server, folder } = await openWithBackup()
    laptop.read(RUN, 'A')
    laptop.read(BACKUP_RUN, 'B')
    laptop.read(BACKUP_RUN, 'C')
    laptop.read(RUN, 'D')
    await comes(server, ['A', 'D'])
    await laptop.close()
    expect(server.connections).toHaveLength(1)
    const again = openScoringLaptop(folder)
    again.learn(BACKUP_RUN)
    await eventually(() => expect(again.shown()).toMatchObject([{ state: 'sending', sent: 2, waiting: 2 }]))
    again.read(RUN, 'C', 0)
    await comes(server, ['C'], 1)
    again.later(WINDOW_MS)
    await comes(server, ['C', 'B backup'], 1)
    await again.close()
    const last = openScoringLaptop(folder)
    last.learn(BACKUP_RUN)
    last.read(RUN, 'B')
    last.read(RUN, 'E')
    await comes(server, ['E'], 2)
  })

  it('[R7] [F5] waits on after a restart, also where one before it has gone out', async () => {
    const { laptop, server, folder } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.later(5000)
    laptop.read(BACKUP_RUN, 'B')
    laptop.later(5000)
    await comes(server, ['A backup'])
    await laptop.close()
    const again = openScoringLaptop(folder)
    again.learn(BACKUP_RUN)
    // Its clock begins anew.
    again.later(2 * WINDOW_MS)
    await comes(server, ['B backup'], 1)
  })

  it('[R7] in flight when a connection breaks, it is decided again', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.read(BACKUP_RUN, 'B')
    laptop.later(WINDOW_MS)
    await comes(server, ['A backup', 'B backup'])
    // It comes late, and finds that the backup's has gone out.
    laptop.read(RUN, 'A', WINDOW_MS)
    laptop.read(RUN, 'Z')
    await comes(server, ['A backup', 'B backup', 'Z'])
    server.connections[0]?.cut()
    await comes(server, ['B backup', 'A', 'Z'], 1)
  })

  it('[R7] settled, it isn’t sent again after a break, and still stands for the main box’s', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.later(WINDOW_MS)
    await comes(server, ['A backup'])
    laptop.later(WINDOW_MS)
    server.connections[0]?.cut()
    laptop.read(RUN, 'A', 2 * WINDOW_MS)
    laptop.read(RUN, 'Z')
    await comes(server, ['Z'], 1)
  })

  it('[R7] everything once more chooses anew: what the main box read too, by now, is its own', async () => {
    const { laptop, server } = await openWithBackup()
    laptop.read(BACKUP_RUN, 'A')
    laptop.later(WINDOW_MS)
    await comes(server, ['A backup'])
    laptop.later(WINDOW_MS)
    laptop.read(RUN, 'A', 2 * WINDOW_MS)
    laptop.read(RUN, 'Z')
    await comes(server, ['A backup', 'Z'])
    await laptop.scoring.sendAllAgain(target(server.port).id)
    await comes(server, ['A', 'Z'], 1)
  })
})

interface Read {
  readonly tag: string
  readonly at: string
  readonly isBackup: boolean
}

/** A target without a connection: what it is given has arrived when a test says so, and is lost in a break. */
class Line {
  readonly #laptop: ScoringLaptop
  readonly #flying: (readonly Chosen[])[] = []
  readonly #arrived: Read[]
  readonly chooser: ReadChooser
  #place: SentPlace
  #settled: SentPlace

  constructor(laptop: ScoringLaptop, from: SentPlace, arrived: readonly Read[]) {
    this.#laptop = laptop
    this.#place = from
    this.#settled = from
    this.#arrived = [...arrived]
    this.chooser = new ReadChooser(laptop.test.desk, () => target(9))
  }

  get given(): readonly Read[] {
    return [...this.#arrived, ...this.#flying.flatMap(readsOf)]
  }

  /** Reads until there is nothing more. */
  run(): void {
    for (;;) {
      const items = this.chooser.read(this.#place, 3)
      const last = items.at(-1)
      if (last === undefined) return
      this.#place = last.position
      this.#flying.push(items)
    }
  }

  settle(many: number): void {
    const items = this.#flying.splice(0, many).flat()
    const last = items.at(-1)
    if (last === undefined) return
    const backups: readonly SentBackup[] = items.flatMap(({ backup }) => backup ?? [])
    const { store } = this.#laptop.test
    store.transact(() => store.scoring.keepSent(target(9).id, { ...last.position, count: 0 }, backups))
    this.chooser.arrived(backups)
    this.#settled = last.position
    this.#arrived.push(...readsOf(items))
  }

  /** The connection breaks, or the program is killed. */
  break(isKilled: boolean): Line {
    this.#flying.length = 0
    this.#place = this.#settled
    return isKilled ? new Line(this.#laptop, this.#settled, this.#arrived) : this
  }
}

function readsOf(items: readonly Chosen[]): readonly Read[] {
  return items.flatMap(({ message, backup }) =>
    message === undefined ? [] : [{ tag: message.tag, at: message.at, isBackup: backup !== undefined }],
  )
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant('read' as const),
        isBackup: fc.boolean(),
        chip: fc.constantFrom('A', 'a', 'B'),
        agoMs: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 30_000 })),
      }),
    },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('later' as const), ms: fc.nat({ max: 12_000 }) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('settle' as const), many: fc.nat({ max: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('break' as const), isKilled: fc.boolean() }) },
  ),
  { minLength: 1, maxLength: 40 },
)

type Step = typeof steps extends fc.Arbitrary<readonly (infer One)[]> ? One : never

/** @returns what was read, and where it went */
function play(made: readonly Step[]): { readonly read: readonly Read[]; readonly line: Line } {
  const laptop = openScoringLaptop(testFolder())
  laptop.learn(BACKUP_RUN)
  laptop.test.store.transact(() => laptop.test.store.scoring.begin(target(9)))
  let line = new Line(laptop, NOTHING_SENT, [])
  const read: Read[] = []
  for (const step of [...made, { what: 'later', ms: 2 * WINDOW_MS } as const]) {
    if (step.what === 'read') {
      const at = new Date(laptop.test.desk.clock.nowMs() - step.agoMs).toISOString()
      read.push({ tag: step.chip, at, isBackup: step.isBackup })
      laptop.read(step.isBackup ? BACKUP_RUN : RUN, step.chip, step.agoMs)
    } else if (step.what === 'later') laptop.later(step.ms)
    else if (step.what === 'settle') line.settle(step.many)
    else line = line.break(step.isKilled)
    line.run()
  }
  return { read, line }
}

function isSameMoment(one: Read, other: Read, withinMs: number): boolean {
  const apartMs = Math.abs(Date.parse(one.at) - Date.parse(other.at))
  return one.tag.toLowerCase() === other.tag.toLowerCase() && apartMs <= withinMs
}

function textsOf(reads: readonly Read[]): readonly string[] {
  return reads.map((read) => JSON.stringify(read)).toSorted()
}

describe('whatever happens to the connection and the program', () => {
  it('[R7] [F5] of what arrives, each read does or another box’s within its window, never both, and none twice', () => {
    fc.assert(
      fc.property(steps, (made) => {
        const { read, line } = play(made)
        const { given } = line
        expect(line.chooser.waiting).toBe(0)
        for (const one of read) {
          const covers = (sent: Read) => isSameMoment(one, sent, sent.isBackup === one.isBackup ? 0 : WINDOW_MS)
          expect(given.some(covers)).toBe(true)
        }
        for (const backup of given.filter(({ isBackup }) => isBackup)) {
          expect(given.filter((sent) => !sent.isBackup && isSameMoment(sent, backup, WINDOW_MS))).toEqual([])
        }
        const all = [...textsOf(read)]
        for (const text of textsOf(given)) {
          expect(all).toContain(text)
          all.splice(all.indexOf(text), 1)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
