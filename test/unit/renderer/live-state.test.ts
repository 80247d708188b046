import { expect, test } from 'vitest'
import { emptyStream, MAX_STREAM_ROWS, mergePassings, withNewPassings } from '../../../renderer/live-state.ts'
import { createTracksideStore, receivePush } from '../../../renderer/store.ts'
import { type Push, pushSchema } from '../../../shared/desktop-api.ts'
import { type ShownPassing, shownPassingSchema } from '../../../shared/desktop-live.ts'
import { uuid } from '../../support/sample-records.ts'

function passing(id: number, box = 1): ShownPassing {
  const at = new Date(Date.parse('2026-06-07T10:00:00.000Z') + id).toISOString()
  return shownPassingSchema.parse({
    ...{ id, boxId: uuid('b', box), sessionId: uuid('f', box), at, receivedAt: at, countedAt: at, countedBy: 'stamp' },
    ...{ number: id, chip: `chip-${id}`, via: 'box', inCloud: false },
  })
}

/** `from` down to `to`: newest first, as they are pushed. */
function passings(from: number, to: number): readonly ShownPassing[] {
  return Array.from({ length: from - to + 1 }, (_, index) => passing(from - index))
}

function idsOf(shown: readonly ShownPassing[]): readonly number[] {
  return shown.map(({ id }) => id)
}

function push(value: unknown): Exclude<Push, { push: 'alert' }> {
  const parsed = pushSchema.parse(value)
  if (parsed.push === 'alert') throw new Error('an alert is not for the store')
  return parsed
}

function link(box: number, state = 'connected') {
  return {
    ...{ boxId: uuid('b', box), address: { host: '192.168.1.20', port: 8080 }, state },
    ...{ since: '2026-06-07T10:00:00.000Z', counts: { known: 0, notOurs: 0, unreadable: 0 } },
  }
}

function liveSession(run: number, count: number) {
  return {
    ...{ sessionId: uuid('f', run), count, inCloud: 0, byReceived: 0, lastMinute: 0, unknownChips: 0 },
    completeness: { box: count, missing: 0, gaps: [] },
  }
}

test('holds connections until they are gone, and begins anew with a reset', () => {
  const store = createTracksideStore()
  const states = () => [...store.getState().links.values()].map(({ state }) => state)
  receivePush(store, push({ push: 'links', reset: true, links: [link(1), link(2)], gone: [] }), 0)
  receivePush(store, push({ push: 'links', reset: false, links: [link(2, 'broken')], gone: [uuid('b', 1)] }), 0)
  expect(states()).toEqual(['broken'])
  receivePush(store, push({ push: 'links', reset: true, links: [link(3)], gone: [] }), 0)
  expect(states()).toEqual(['connected'])
})

test('[R3] a run’s counts are replaced by newer ones, others stay', () => {
  const store = createTracksideStore()
  const counts = () => [...store.getState().liveSessions.values()].map(({ count }) => count)
  const sessions = [liveSession(1, 4), liveSession(2, 7)]
  receivePush(store, push({ push: 'live-sessions', reset: true, sessions }), 0)
  receivePush(store, push({ push: 'live-sessions', reset: false, sessions: [liveSession(1, 5)] }), 0)
  expect(counts()).toEqual([5, 7])
})

test('[R7] knows nothing of scoring targets until it is told of them', () => {
  const store = createTracksideStore()
  expect(store.getState().scoring).toBeUndefined()
  receivePush(store, push({ push: 'scoring', targets: [] }), 0)
  expect(store.getState().scoring).toEqual([])
})

test('merges what comes of several runs, newest first, none twice', () => {
  const first = withNewPassings(emptyStream(), [passing(5), passing(3)])
  const second = withNewPassings(first, [passing(6, 2), passing(4, 2)])
  expect(idsOf(withNewPassings(second, [passing(6, 2)]).passings)).toEqual([6, 5, 4, 3])
  expect(second.completeFrom).toBe(0)
})

test('leaves out what comes before a push that may have skipped some', () => {
  const before = withNewPassings(emptyStream(), passings(20, 1))
  const after = withNewPassings(before, passings(400, 301))
  expect(idsOf(after.passings)).toEqual(idsOf(passings(400, 301)))
  expect(after.completeFrom).toBe(301)
})

test('[R3] keeps the newest few hundred of a mass start', () => {
  let stream = emptyStream()
  for (let last = 90; last <= 90_000; last += 90) stream = withNewPassings(stream, passings(last, last - 89))
  expect(idsOf(stream.passings)).toEqual(idsOf(passings(90_000, 90_001 - MAX_STREAM_ROWS)))
  expect(stream.completeFrom).toBe(90_001 - MAX_STREAM_ROWS)
})

test('merges a page with what came meanwhile', () => {
  expect(idsOf(mergePassings(passings(12, 8), passings(10, 5)))).toEqual(idsOf(passings(12, 5)))
  expect(idsOf(mergePassings([], passings(3, 1)))).toEqual([3, 2, 1])
  expect(idsOf(mergePassings(passings(3, 1), []))).toEqual([3, 2, 1])
})
