import { describe, expect, it, vi } from 'vitest'
import { type JchipConnection, type JchipServer, startJchipServer } from '../../../support/jchip-server.ts'
import { eventually } from '../../../support/listen.ts'
import { openScoringLaptop } from '../../../support/open-scoring-laptop.ts'
import { handTime, OTHER_RUN, type ScoringLaptop, START, target } from '../../../support/scoring-laptop.ts'
import { testFolder } from '../../../support/test-folder.ts'

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `C${from + index}`)
}

function tagsOf(connection: JchipConnection | undefined): readonly string[] {
  return connection?.passings.map(({ tag }) => tag) ?? []
}

async function arrived(server: JchipServer, connection: number, tags: readonly string[]): Promise<void> {
  await eventually(() => expect(tagsOf(server.connections[connection])).toEqual(tags))
}

function sentFor(laptop: ScoringLaptop): number | undefined {
  return laptop.kept()[0]?.sent.passing
}

describe('one scoring program', () => {
  it('[R7] gets name, time and passings after the handshake, those from before first', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    laptop.pass(3)
    await laptop.scoring.save(target(server.port))
    await arrived(server, 0, range(0, 3))
    laptop.pass(2)
    await arrived(server, 0, range(0, 5))
    const [connection] = server.connections
    expect(connection?.name).toBe('Trackside Trackside-2')
    expect(connection?.time).toMatch(/^\d{4}0000$/)
    expect(connection?.strange).toEqual([])
    expect(connection?.passings.map(({ count }) => count)).toEqual([0, 1, 2, 3, 4])
    await eventually(() => expect(laptop.shown()).toMatchObject([{ state: 'sending', sent: 5, waiting: 0 }]))
  })

  const cuts = ['connecting', 'name', 'asking-time', 'time', 'asking-passings', 1, 50, 333] as const
  it.each(cuts)('[R7] a cut after %s loses nothing, and all comes in order', async (cutAfter) => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    server.plan = { cutAfter }
    laptop.pass(500)
    await laptop.scoring.save(target(server.port))
    await eventually(() => expect(server.connections[0]?.isOpen).toBe(false))
    const before = tagsOf(server.connections[0])
    expect(before).toEqual(range(0, typeof cutAfter === 'number' ? cutAfter : 0))
    server.plan = {}
    await eventually(() => expect(tagsOf(server.connections.at(-1))).toEqual(range(0, 500)))
    // The same passing has the same number again.
    expect(server.connections.at(-1)?.passings.map(({ count }) => count)).toEqual(range(0, 500).map((_, n) => n))
    laptop.pass(1)
    await eventually(() => expect(tagsOf(server.connections.at(-1))).toEqual(range(0, 501)))
    expect(server.connections.flatMap(({ strange }) => strange)).toEqual([])
  })

  it('[R7] cut over and over, each comes at least once and in order, and only what was in flight twice', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    const cuts = ['time', 40, 'name', 'asking-passings', 1, 'connecting', 120, 'asking-time'] as const
    const breaks: { readonly connections: number; readonly settled: number }[] = []
    let passed = 0
    const all = () => eventually(() => expect(tagsOf(server.connections.at(-1)).at(-1)).toBe(`C${passed - 1}`))
    for (const cutAfter of cuts) {
      passed += 150
      laptop.pass(150)
      await all()
      laptop.later(10_000)
      passed += 30
      laptop.pass(30)
      await all()
      // These 30 are in flight; so is what the connection after this gets before it is cut, too.
      const connections = server.connections.length
      breaks.push({ connections, settled: sentFor(laptop) ?? -1 })
      server.plan = { cutAfter: typeof cutAfter === 'number' ? Math.min(cutAfter, 20) : cutAfter }
      server.connections.at(-1)?.cut()
      await eventually(() => expect(server.connections[connections]?.isOpen).toBe(false))
      server.plan = {}
    }
    await all()
    const runs = server.connections.map((one) => tagsOf(one).map((tag) => Number(tag.slice(1))))
    for (const run of runs) expect(run).toEqual(run.map((_, step) => (run[0] ?? 0) + step))
    expect(new Set(runs.flat()).size).toBe(passed)
    for (const { connections, settled } of breaks) {
      // Ids count from 1, chips from 0: the first one that isn't settled has the settled one's id as its number.
      expect(Math.min(...runs.slice(connections).flat())).toBe(settled)
    }
    expect(breaks.map(({ settled }) => settled)).toEqual(cuts.map((_, round) => round * 180 + 150))
  })

  it('[R7] what went out ten seconds ago isn’t sent again, all after it is', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(100)
    await arrived(server, 0, range(0, 100))
    laptop.later(9_999)
    expect(sentFor(laptop)).toBe(0)
    laptop.pass(50)
    await arrived(server, 0, range(0, 150))
    laptop.later(1)
    expect(sentFor(laptop)).toBe(100)
    server.connections[0]?.cut()
    await arrived(server, 1, range(100, 150))
    laptop.pass(1)
    await arrived(server, 1, range(100, 151))
    expect(server.connections[1]?.passings.map(({ count }) => count)).toEqual(range(100, 151).map((_, n) => n + 100))
  })

  it('[R7] after a break, time that goes by settles nothing of what was in flight', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(10)
    await arrived(server, 0, range(0, 10))
    await server.goAway()
    await eventually(() => expect(laptop.shown()[0]).toMatchObject({ state: 'broken', sent: 0, waiting: 10 }))
    laptop.later(60_000)
    expect(sentFor(laptop)).toBe(0)
    await server.comeBack()
    await eventually(() => expect(tagsOf(server.connections.at(-1))).toEqual(range(0, 10)))
  })

  it('[R7] goes on where it stopped after a restart, with nothing twice', async () => {
    const folder = testFolder()
    const server = await startJchipServer()
    const before = openScoringLaptop(folder)
    await before.scoring.save(target(server.port))
    before.pass(20)
    await arrived(server, 0, range(0, 20))
    await before.close()
    const after = openScoringLaptop(folder)
    after.pass(5)
    await arrived(server, 1, range(20, 25))
    expect(after.faults).toEqual([])
  })

  it('[R7] a program that doesn’t read until the laptop leaves gets it all again', async () => {
    const folder = testFolder()
    const server = await startJchipServer()
    server.plan = { isSlow: true }
    const before = openScoringLaptop(folder)
    await before.scoring.save(target(server.port))
    before.pass(20)
    await eventually(() => expect(before.shown()).toMatchObject([{ state: 'sending', sent: 20 }]))
    await before.close()
    server.connections[0]?.cut()
    server.plan = {}
    openScoringLaptop(folder)
    await arrived(server, 1, range(0, 20))
  })

  it('[R7] one that reads slowly holds the sending up, and loses nothing', async () => {
    // More than the system takes for a reader that doesn't read.
    const many = 80_000
    const padding = 'x'.repeat(90)
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    server.plan = { isSlow: true }
    laptop.pass(many, { padding })
    await laptop.scoring.save(target(server.port))
    // Until the figure has stood still for more than one push.
    const figures: number[] = []
    await eventually(() => {
      figures.push(laptop.shown()[0]?.sent ?? 0)
      expect(figures.at(-1)).toBeGreaterThan(0)
      expect(figures.at(-50)).toBe(figures.at(-1))
    })
    const sent = figures.at(-1) ?? 0
    expect(laptop.shown()).toMatchObject([{ state: 'sending', waiting: many - sent }])
    expect(sent).toBeLessThan(many)
    // What it doesn't read isn't done with, however long it takes.
    laptop.later(60_000)
    expect(sentFor(laptop)).toBe(0)
    server.connections[0]?.read()
    await eventually(() => expect(server.connections[0]?.passings.length).toBe(many))
    expect(tagsOf(server.connections[0])).toEqual(range(0, many).map((tag) => tag + padding))
    expect(server.connections).toHaveLength(1)
    laptop.later(10_000)
    expect(sentFor(laptop)).toBe(many)
  }, 60_000)

  it('[R7] one that is away for long says since when, and gets everything once it is back', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await server.goAway()
    await laptop.scoring.save(target(server.port))
    await eventually(() => expect(laptop.shown()).toMatchObject([{ state: 'broken', since: START }]))
    laptop.pass(2500)
    laptop.later(3_600_000)
    await eventually(() => expect(laptop.shown()).toMatchObject([{ state: 'broken', since: START, waiting: 2500 }]))
    await server.comeBack()
    await arrived(server, 0, range(0, 2500))
    expect(laptop.shown()).toHaveLength(1)
  })

  it('what it sends besides is passed over', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    server.plan = { noise: `hello\r\n\u0000\u00ff\r${'x'.repeat(5000)}\rGTX\rS\r` }
    laptop.pass(3)
    await laptop.scoring.save(target(server.port))
    await arrived(server, 0, range(0, 3))
  })
})

describe('a disk that takes nothing', () => {
  it('[F5] [R7] doesn’t stop the sending, and what isn’t kept as sent is sent again', async () => {
    const folder = testFolder()
    const laptop = openScoringLaptop(folder)
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(10)
    await arrived(server, 0, range(0, 10))
    const { store } = laptop.test
    const full = vi.spyOn(store, 'transact').mockImplementation(() => {
      throw new Error('database or disk is full')
    })
    laptop.later(10_000)
    expect(laptop.faults).toHaveLength(1)
    await expect(laptop.scoring.save(target(server.port, 2))).rejects.toThrow('full')
    full.mockRestore()
    laptop.pass(1)
    await arrived(server, 0, range(0, 11))
    server.connections[0]?.cut()
    await arrived(server, 1, range(0, 11))
    laptop.later(10_000)
    expect(laptop.kept()).toMatchObject([{ sent: { passing: 11, count: 11 } }])
    laptop.faults.length = 0
  })
})

describe('targets', () => {
  it('[R7] one that is away doesn’t hold up another, and each has its own place', async () => {
    const laptop = openScoringLaptop(testFolder())
    const [here, away] = [await startJchipServer(), await startJchipServer()]
    await away.goAway()
    await laptop.scoring.save(target(here.port, 1))
    await laptop.scoring.save(target(away.port, 2))
    laptop.pass(10)
    await arrived(here, 0, range(0, 10))
    laptop.later(10_000)
    expect(laptop.kept().map(({ sent }) => sent.passing)).toEqual([10, 0])
    await away.comeBack()
    await arrived(away, 0, range(0, 10))
  })

  it('[R7] gets its own event’s passings only', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    laptop.pass(2, { session: OTHER_RUN })
    laptop.pass(2)
    await laptop.scoring.save(target(server.port))
    await arrived(server, 0, range(2, 4))
  })

  it('[R7] one switched off is left in order, and goes on where it stopped', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(10)
    await arrived(server, 0, range(0, 10))
    await laptop.scoring.save(target(server.port, 1, { isOn: false }))
    expect(sentFor(laptop)).toBe(10)
    laptop.pass(5)
    await eventually(() => expect(laptop.shown()).toMatchObject([{ state: 'off', sent: 10, waiting: 5 }]))
    await eventually(() => expect(server.connections[0]?.isOpen).toBe(false))
    await laptop.scoring.save(target(server.port))
    await arrived(server, 1, range(10, 15))
  })

  it('another name breaks no connection; another event begins anew', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(3)
    await arrived(server, 0, range(0, 3))
    await laptop.scoring.save(target(server.port, 1, { name: 'Finish' }))
    await eventually(() => expect(laptop.shown()).toMatchObject([{ name: 'Finish', state: 'sending', sent: 3 }]))
    expect(server.connections).toHaveLength(1)
    laptop.pass(2, { session: OTHER_RUN })
    await laptop.scoring.save({ ...target(server.port), eventId: OTHER_RUN.eventId ?? target(1).eventId })
    await arrived(server, 1, range(3, 5))
    laptop.later(10_000)
    expect(laptop.kept()[0]?.sent).toEqual({ passing: 5, backup: 5, handTime: 0, count: 2 })
  })

  it('[R7] everything once more begins with the first one', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    laptop.pass(10)
    await arrived(server, 0, range(0, 10))
    laptop.later(10_000)
    await laptop.scoring.sendAllAgain(target(server.port).id)
    await arrived(server, 1, range(0, 10))
  })

  it('one that is removed is left, and forgotten', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    await laptop.scoring.save(target(server.port))
    await eventually(() => expect(server.connections[0]?.isOpen).toBe(true))
    await laptop.scoring.remove(target(server.port).id)
    await eventually(() => expect(server.connections[0]?.isOpen).toBe(false))
    await eventually(() => expect(laptop.shown()).toEqual([]))
    expect(laptop.kept()).toEqual([])
  })
})

describe('times by hand', () => {
  it('[R7] go out under the first chip of the bib, else under the bib, marked', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    laptop.test.store.startList.replace(
      target(1).eventId,
      [{ bib: '7', name: 'Ana', race: '', chips: ['ZZ', 'AA'] }],
      START,
    )
    await laptop.scoring.save(target(server.port))
    laptop.act(handTime(1, { bib: '7' }), handTime(2, { bib: '8' }), handTime(3))
    await arrived(server, 0, ['ZZ', '8'])
    expect(server.connections[0]?.passings.map(({ rest }) => rest)).toEqual([' hand', ' hand'])
    laptop.pass(1)
    await arrived(server, 0, ['ZZ', '8', 'C0'])
    expect(server.connections[0]?.passings[2]?.rest).toBe('')
  })

  it('[R4] [R7] what is crossed out before its turn doesn’t go out', async () => {
    const laptop = openScoringLaptop(testFolder())
    const server = await startJchipServer()
    laptop.act(handTime(1, { bib: '7' }), handTime(2), handTime(3, { bib: '9' }))
    const completed = { at: handTime(2).at, bib: '8', withdraws: handTime(2).id }
    laptop.act(handTime(4, { kind: 'CROSS_OUT', withdraws: handTime(1).id }), handTime(5, completed))
    await laptop.scoring.save(target(server.port))
    await arrived(server, 0, ['9', '8'])
    await eventually(() => expect(laptop.shown()).toMatchObject([{ sent: 2, waiting: 0 }]))
  })

  it('[R7] are among the passings in the order in which they came, and go out once', async () => {
    const folder = testFolder()
    const laptop = openScoringLaptop(folder)
    const server = await startJchipServer()
    laptop.pass(2)
    laptop.later(2_000)
    laptop.act(handTime(1, { bib: '7' }))
    laptop.pass(2)
    await laptop.scoring.save(target(server.port))
    await arrived(server, 0, ['C0', 'C1', '7', 'C2', 'C3'])
    laptop.scoring.recordsChanged()
    await laptop.close()
    const again = openScoringLaptop(folder)
    again.pass(1)
    await arrived(server, 1, ['C4'])
  })
})
