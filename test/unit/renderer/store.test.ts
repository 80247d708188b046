import { expect, test } from 'vitest'
import { changeScreen, createTracksideStore, FRESH_SCREEN, receivePush, recordKey } from '../../../renderer/store.ts'
import { type Push, pushSchema } from '../../../shared/desktop-api.ts'
import { ADMIN } from '../../../shared/permissions.ts'
import { sierra, sierraBox, sierraTimer, uuid } from '../../support/sample-records.ts'

type Received = Exclude<Push, { push: 'alert' }>

function push(value: unknown): Received {
  const parsed = pushSchema.parse(value)
  if (parsed.push === 'alert') throw new Error('an alert is not for the store')
  return parsed
}

function boxChange(number: number, pending = false, alias = `Box ${number}`) {
  return { kind: 'box', id: uuid('b', number), body: { ...sierraBox(number, { alias }) }, pending }
}

function statusOf(memberId: string) {
  return push({
    push: 'status',
    status: {
      identity: { member: { ...sierraTimer, id: memberId }, organisation: sierra, permissions: ADMIN.permissions },
      installationName: 'Trackside-2',
      connection: 'online',
      loading: false,
      now: '2026-06-07T07:00:00.000Z',
      cloudUrl: 'http://127.0.0.1:1',
      knownMembers: [],
      problems: [],
      settings: {},
    },
  })
}

function storeWith(...pushes: readonly Received[]) {
  const store = createTracksideStore()
  for (const one of pushes) receivePush(store, one, 0)
  return store
}

const whole = (...changes: readonly unknown[]) => push({ push: 'replica', reset: true, changes, historyOf: [] })
const some = (...changes: readonly unknown[]) => push({ push: 'replica', reset: false, changes, historyOf: [] })

test('holds the records that were pushed, and drops what is deleted', () => {
  const store = storeWith(
    whole(boxChange(1), boxChange(2)),
    some({ kind: 'box', id: uuid('b', 1), body: null, pending: false }),
  )
  const { records } = store.getState()
  expect(records.get('box', uuid('b', 1))).toBeUndefined()
  expect(records.get('box', uuid('b', 2))?.serial).toBe('CLBX30202')
})

test('counts changes by kind, so that only what changed is worked out anew', () => {
  const store = storeWith(whole(boxChange(1)))
  const before = store.getState()
  receivePush(store, some(boxChange(1, false, 'Other')), 0)
  const after = store.getState()
  expect(after.versions.box).toBeGreaterThan(before.versions.box)
  expect(after.versions.loan).toBe(before.versions.loan)
})

test('keeps the very same record where it was not pushed', () => {
  const store = storeWith(whole(boxChange(1), boxChange(2)))
  const before = store.getState().records.get('box', uuid('b', 2))
  receivePush(store, some(boxChange(1, true)), 0)
  expect(store.getState().records.get('box', uuid('b', 2))).toBe(before)
})

test('[F2] marks what is not confirmed until it is', () => {
  const store = storeWith(whole(), some(boxChange(1, true)))
  const key = recordKey('box', uuid('b', 1))
  expect(store.getState().unconfirmed.has(key)).toBe(true)
  receivePush(store, some(boxChange(1, false)), 0)
  expect(store.getState().unconfirmed.has(key)).toBe(false)
})

test('begins anew with a whole state, and every version rises', () => {
  const store = storeWith(whole(boxChange(1, true)))
  const before = store.getState()
  receivePush(store, whole(boxChange(2)), 0)
  const after = store.getState()
  expect(after.records.get('box', uuid('b', 1))).toBeUndefined()
  expect(after.unconfirmed.size).toBe(0)
  expect(after.versions.loan).toBeGreaterThan(before.versions.loan)
})

test('leaves out kinds that it does not know', () => {
  const store = storeWith(whole({ kind: 'weather', id: 'x', body: { sky: 'blue' }, pending: false }, boxChange(1)))
  expect([...store.getState().records.all('box')]).toHaveLength(1)
})

test('tells when a box has another history', () => {
  const historyOf = [uuid('b', 1)]
  const store = storeWith(push({ push: 'replica', reset: false, changes: [], historyOf }))
  expect(store.getState().historyVersions.get(uuid('b', 1))).toBe(1)
  expect(store.getState().historyVersions.get(uuid('b', 2))).toBeUndefined()
})

test('[O10] nothing of one member is there for the next', () => {
  const store = storeWith(statusOf(uuid('a', 11)), whole(boxChange(1, true)))
  changeScreen(store, 'devices', { query: 'costa' })
  receivePush(store, statusOf(uuid('a', 12)), 0)
  const state = store.getState()
  expect([...state.records.all('box')]).toEqual([])
  expect(state.unconfirmed.size).toBe(0)
  expect(state.screens).toEqual({})
})

test('keeps everything while the same member works on', () => {
  const store = storeWith(statusOf(uuid('a', 11)), whole(boxChange(1)), statusOf(uuid('a', 11)))
  expect([...store.getState().records.all('box')]).toHaveLength(1)
})

test('[ux 18] keeps search, filter and ticks of each screen by itself', () => {
  const store = storeWith()
  changeScreen(store, 'devices', { filter: 'lent' })
  changeScreen(store, 'devices', { query: 'finish' })
  expect(store.getState().screens['devices']).toEqual({ ...FRESH_SCREEN, filter: 'lent', query: 'finish' })
  expect(store.getState().screens['loans']).toBeUndefined()
})

test('adds telemetry to what was known of other boxes', () => {
  const of = (number: number, batteryPercent: number) =>
    push({
      push: 'telemetry',
      telemetry: [{ boxId: uuid('b', number), receivedAt: '2026-06-07T07:00:00.000Z', batteryPercent }],
    })
  const { telemetry } = storeWith(of(1, 90), of(2, 50), of(1, 89)).getState()
  expect([...telemetry.values()].map((latest) => latest.batteryPercent)).toEqual([89, 50])
})

test('shows a first state that comes in many pushes once for several of them, and what is small at once', () => {
  const store = storeWith(whole(boxChange(1)))
  const shows: (() => void)[] = []
  const soon = (show: () => void) => void shows.push(show)
  const many = (from: number) => Array.from({ length: 300 }, (_, index) => boxChange(from + index))
  const held = () => [...store.getState().records.all('box')].length
  const before = store.getState().versions
  receivePush(store, whole(...many(100)), 0, soon)
  receivePush(store, some(...many(400)), 0, soon)
  expect([held(), store.getState().versions, shows.length]).toEqual([1, before, 2])
  shows[0]?.()
  expect(held()).toBe(600)
  expect(store.getState().versions.box).toBeGreaterThan(before.box)
  // Nothing is left to show.
  const shown = store.getState()
  shows[1]?.()
  expect(store.getState()).toBe(shown)
  receivePush(store, some(...many(700)), 0, soon)
  receivePush(store, some(boxChange(1)), 0, soon)
  expect([held(), store.getState().arrived]).toEqual([901, undefined])
  // With another member, nothing of the one before is shown any more.
  receivePush(store, statusOf(sierraTimer.id), 0)
  receivePush(store, whole(...many(100)), 0, soon)
  receivePush(store, statusOf(uuid('a', 9)), 0)
  for (const show of shows) show()
  expect(held()).toBe(0)
})
