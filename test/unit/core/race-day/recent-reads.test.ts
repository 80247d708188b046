import { expect, it } from 'vitest'
import { RecentReads } from '../../../../electron/core/race-day/recent-reads.ts'
import type { RecentRead } from '../../../../electron/core/store/race-day.ts'
import { run } from './alarm-facts.ts'

const { sessionId } = run(1)
const HOUR_MS = 3_600_000

it('[F6] [R5] reads by a clock that was hours ahead don’t hide those that come after it was set back', () => {
  const stored: RecentRead[] = []
  const reads = new RecentReads({
    recentReads: (_id, afterId, limit) =>
      stored
        .filter(({ id }) => id > afterId)
        .toReversed()
        .slice(0, limit),
  })
  const read = (atMs: number) => {
    const at = new Date(atMs).toISOString()
    stored.push({ id: stored.length + 1, chip: `C${stored.length}`, countedAt: at, receivedAt: at })
  }
  const look = (nowMs: number) => reads.look([sessionId], nowMs).get(sessionId)
  const aheadMs = Date.parse('2026-06-06T12:00:00.000Z')
  for (let index = 0; index < 30; index += 1) read(aheadMs + index * 1000)
  expect(look(aheadMs + 30_000)).toMatchObject({ cameMs: aheadMs + 29_000, chipsInMinute: 10 })

  const nowMs = aheadMs - 2 * HOUR_MS
  expect(look(nowMs)).toEqual({ latest: [], cameMs: nowMs, chipsInMinute: 0 })
  read(nowMs + 5000)
  expect(look(nowMs + 6000)).toEqual({ latest: [nowMs + 5000], cameMs: nowMs + 5000, chipsInMinute: 1 })
})
