import fc from 'fast-check'
import { expect, it } from 'vitest'
import { causesOf } from '../../../../electron/core/race-day/alarm-causes.ts'
import type { AlarmFacts } from '../../../../electron/core/race-day/alarm-facts.ts'
import {
  type AlarmState,
  acknowledged,
  inOrder,
  NO_ALARMS,
  nextAlarms,
} from '../../../../electron/core/race-day/alarm-rules.ts'
import type { Link } from '../../../../shared/desktop-live.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { battery, boxId, facts, LOAN, NOW, run } from './alarm-facts.ts'

const FLICKER_S = 15

/** What one box does in one step of a day. */
const boxStep = fc.record({
  isRunning: fc.boolean(),
  isBackup: fc.boolean(),
  state: fc.constantFrom<Link['state']>('connecting', 'connected', 'connected', 'broken', 'silent', 'wrong-box'),
  reads: fc.integer({ min: 0, max: 25 }),
  chipsInMinute: fc.integer({ min: 0, max: 5 }),
  percent: fc.integer({ min: 0, max: 100 }),
  isAside: fc.boolean(),
  loanEndsInS: fc.option(fc.integer({ min: -100, max: 7200 })),
})
const step = fc.record({
  seconds: fc.integer({ min: 1, max: 90 }),
  boxes: fc.array(boxStep, { minLength: 3, maxLength: 3 }),
  isDiskFull: fc.boolean(),
  freeBytes: fc.integer({ min: 0, max: 1000 }),
  percent: fc.integer({ min: 0, max: 100 }),
  /** How many of the alarms there are a person has just seen. */
  seen: fc.integer({ min: 0, max: 3 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A day's facts, one after the other: connections keep since when they are as they are, and reads only come. */
function* dayOf(steps: readonly Step[]): Iterable<{ readonly at: AlarmFacts; readonly seen: number }> {
  let now = NOW
  let monotonicMs = 0
  const links = new Map<number, { readonly state: Link['state']; readonly since: string }>()
  const latest = new Map<number, readonly number[]>()
  for (const { seconds, boxes, isDiskFull, freeBytes, percent, seen } of steps) {
    now = timePlus(now, seconds * 1000)
    monotonicMs += seconds * 1000
    const runs = boxes.flatMap((box, index) => {
      const before = links.get(index)
      const link = before?.state === box.state ? before : { state: box.state, since: now }
      links.set(index, link)
      const came = Array.from({ length: box.reads }, (_, number) => Date.parse(now) - (number * seconds * 1000) / 30)
      latest.set(index, [...came, ...(latest.get(index) ?? [])].slice(0, 21))
      const read = latest.get(index) ?? []
      const loan = box.loanEndsInS === null ? undefined : { id: LOAN, endsAt: timePlus(now, box.loanEndsInS * 1000) }
      const reads = { latest: read, cameMs: read[0], chipsInMinute: box.chipsInMinute }
      return box.isRunning ? [run(index, { isBackup: box.isBackup, link, reads, loan })] : []
    })
    const batteries = boxes.map((box, index) => battery(index, { percent: box.percent, toldAt: now }))
    const asides = boxes.flatMap(({ isAside }, index) =>
      isAside ? [{ boxId: boxId(index), sessionId: run(index).sessionId, checkpointIds: [] }] : [],
    )
    const laptop = { isDiskFull, disk: { freeBytes, lowBytes: 500 }, power: { onMains: false, percent } }
    yield { at: facts({ now, monotonicMs, runs, batteries, asides, ...laptop }), seen }
  }
}

function checkStep(before: AlarmState, after: AlarmState, at: AlarmFacts, causedMs: Map<string, number>): void {
  const alarms = inOrder(after)
  const keys = alarms.map(({ kind, boxId: of }) => `${kind} ${of ?? ''}`)
  expect(new Set(keys).size, 'two of one kind and box').toBe(keys.length)
  expect(new Set(alarms.map(({ id }) => id)).size).toBe(keys.length)
  const isOn = (kind: string, of?: string) => inOrder(before).some((one) => one.kind === kind && one.boxId === of)
  const causes = causesOf(at, { isOn, lost: after.lost }).map(({ kind, boxId: of }) => `${kind} ${of ?? ''}`)
  for (const key of causes) {
    causedMs.set(key, at.monotonicMs)
    expect(keys, 'a cause without an alarm').toContain(key)
  }
  for (const key of keys) {
    const ago = at.monotonicMs - (causedMs.get(key) ?? Number.NEGATIVE_INFINITY)
    expect(ago, `${key} without a cause`).toBeLessThan(FLICKER_S * 1000)
  }
  for (const alarm of alarms) {
    const old = inOrder(before).find(({ id }) => id === alarm.id)
    if (old) expect([alarm.since, alarm.acknowledgedAt]).toEqual([old.since, old.acknowledgedAt])
    else expect(alarm.acknowledgedAt, 'seen before it was there').toBeUndefined()
  }
}

it('[R5] whatever a day brings: at most one alarm of a kind and box, each as long as its cause and 15 s', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      let state = NO_ALARMS
      const causedMs = new Map<string, number>()
      let last: AlarmFacts | undefined
      for (const { at, seen } of dayOf(steps)) {
        const next = nextAlarms(state, at)
        checkStep(state, next, at, causedMs)
        state = inOrder(next)
          .slice(0, seen)
          .reduce((held, { id }) => acknowledged(held, id, at.now), next)
        last = at
      }
      const calm = facts({ now: timePlus(last?.now ?? NOW, 15_000), monotonicMs: (last?.monotonicMs ?? 0) + 15_000 })
      expect(inOrder(nextAlarms(state, calm))).toEqual([])
    }),
    { numRuns: 300 },
  )
})
