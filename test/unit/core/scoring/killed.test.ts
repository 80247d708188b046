import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openMemberStore } from '../../../../electron/core/store/member-store.ts'
import { startChild } from '../../../support/child.ts'
import { startJchipServer } from '../../../support/jchip-server.ts'
import { eventually } from '../../../support/listen.ts'
import { startScoringLaptop, target } from '../../../support/scoring-laptop.ts'
import { testFolder } from '../../../support/test-folder.ts'

const KILLS = 4

function sentIn(folder: string): number {
  const store = openMemberStore(join(folder, 'member.db'))
  const sent = store.scoring.targets()[0]?.sent.passing ?? -1
  store.close()
  return sent
}

it('[R7] [F5] killed in the middle of sending, it goes on with what was in flight, and misses nothing', async () => {
  const folder = testFolder()
  const server = await startJchipServer()
  const laptop = startScoringLaptop(folder)
  await laptop.scoring.save(target(server.port))
  await laptop.close()
  server.connections[0]?.cut()
  const highest = () => Math.max(0, ...server.passings().map(({ tag }) => Number(tag.slice(1))))
  const settled: number[] = []
  for (let round = 0; round < KILLS; round += 1) {
    const before = highest()
    const child = startChild('test/support/scoring-child.ts', [folder])
    await child.line(/^started$/)
    await eventually(() => expect(highest()).toBeGreaterThan(before + 600))
    await child.end('SIGKILL')
    settled.push(sentIn(folder))
  }
  const connections = server.connections.length
  const last = startScoringLaptop(folder)
  const stored = last.test.store.passings.highestId()
  await eventually(() => expect(server.connections.length).toBeGreaterThan(connections))
  await eventually(() => expect(server.connections.at(-1)?.passings.at(-1)?.tag).toBe(`C${stored - 1}`))
  await last.close()
  const runs = server.connections
    .map(({ passings }) => passings.map(({ tag }) => Number(tag.slice(1))))
    .filter((run) => run.length > 0)
  for (const run of runs) expect(run).toEqual(run.map((_, step) => (run[0] ?? 0) + step))
  expect(new Set(runs.flat()).size).toBe(stored)
  // Each start goes on exactly after what was settled before.
  expect(runs.map(([first]) => first)).toEqual([0, ...settled])
  expect(settled[0]).toBeGreaterThan(0)
}, 60_000)
