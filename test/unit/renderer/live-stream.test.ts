import { expect, test } from 'vitest'
import { csvName, readCsv } from '../../../renderer/live/csv-file.ts'
import { createMomentFormat } from '../../../renderer/live/moment-format.ts'
import { readAddress } from '../../../renderer/live/read-address.ts'
import {
  filterText,
  hasHole,
  isShown,
  liveList,
  pagesOf,
  readFilter,
  searchRows,
  withHandTimes,
} from '../../../renderer/live/stream-rows.ts'
import { emptyStream, withNewPassings } from '../../../renderer/live-state.ts'
import type { CoreConnection } from '../../../renderer/transport.ts'
import { type ShownPassing, shownPassingSchema } from '../../../shared/desktop-live.ts'
import { boxIdSchema, eventIdSchema, type SessionId, sessionIdSchema } from '../../../shared/records/scalars.ts'
import { record, SIERRA_ID, uuid } from '../../support/sample-records.ts'

const RUNS: ReadonlySet<SessionId> = new Set([sessionIdSchema.parse(uuid('f', 1))])
const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const ALL = { kind: 'all' } as const

function at(second: number): string {
  return new Date(Date.parse('2026-06-07T10:00:00.000Z') + second * 1000).toISOString()
}

/** Passing `id` came in that second. */
function passing(id: number, fields: Readonly<Record<string, unknown>> = {}): ShownPassing {
  return shownPassingSchema.parse({
    ...{ id, boxId: uuid('b', 1), sessionId: uuid('f', 1), at: at(id), receivedAt: at(id), countedAt: at(id) },
    ...{ countedBy: 'stamp', number: id, chip: `chip-${id}`, bib: String(id), via: 'box', inCloud: false },
    ...fields,
  })
}

function passings(from: number, to: number): readonly ShownPassing[] {
  return Array.from({ length: from - to + 1 }, (_, index) => passing(from - index))
}

function handTime(second: number, bib?: string) {
  return record('raceAction', {
    ...{ id: uuid('d', second), organisationId: SIERRA_ID, raceId: uuid('e', 10), kind: 'TIME', at: at(second) },
    ...{ memberId: uuid('a', 11), recordedAt: at(second), ...(bib === undefined ? {} : { bib }) },
  })
}

test('a filter is kept as text, and one that makes no sense is all', () => {
  const box = { kind: 'box', boxId: boxIdSchema.parse(uuid('b', 1)) } as const
  for (const filter of [ALL, { kind: 'unknown' }, { kind: 'by-hand' }, box] as const) {
    expect(readFilter(filterText(filter))).toEqual(filter)
  }
  expect(readFilter('box:nonsense')).toEqual(ALL)
  expect(pagesOf({ kind: 'unknown' }, EVENT_ID)).toEqual({ of: { eventId: EVENT_ID }, unknownOnly: true })
  expect(pagesOf({ kind: 'by-hand' }, EVENT_ID)).toBeUndefined()
})

test('shows what belongs to the event’s runs, and of one box also what is in none', () => {
  const box = readFilter(`box:${uuid('b', 1)}`)
  expect(isShown(passing(1), ALL, RUNS)).toBe(true)
  expect(isShown(passing(1, { sessionId: uuid('f', 9) }), box, RUNS)).toBe(false)
  expect(isShown(passing(1, { sessionId: undefined }), ALL, RUNS)).toBe(false)
  expect(isShown(passing(1, { sessionId: undefined }), box, RUNS)).toBe(true)
  expect(isShown(passing(1, { boxId: uuid('b', 2) }), box, RUNS)).toBe(false)
  expect(isShown(passing(1), { kind: 'unknown' }, RUNS)).toBe(false)
  expect(isShown(passing(1, { bib: undefined }), { kind: 'unknown' }, RUNS)).toBe(true)
})

test('[R3] never shows a list with a hole in it as whole', () => {
  const page = passings(50, 1)
  const small = withNewPassings(emptyStream(), passings(53, 51))
  expect(hasHole(small, page)).toBe(false)
  expect(liveList(small, page, ALL, RUNS).map(({ id }) => id)).toEqual(passings(53, 1).map(({ id }) => id))
  const full = withNewPassings(small, passings(400, 301))
  expect(hasHole(full, page)).toBe(true)
  expect(liveList(full, page, ALL, RUNS).map(({ id }) => id)).toEqual(passings(400, 301).map(({ id }) => id))
})

test('keeps the few unknown chips in sight while thousands of known ones pass', () => {
  const page = [passing(50, { bib: undefined })]
  const full = withNewPassings(emptyStream(), passings(400, 301))
  expect(liveList(full, page, { kind: 'unknown' }, RUNS)).toEqual(page)
})

test('[R4] times by hand stand among the passings by when they came', () => {
  const rows = withHandTimes(passings(12, 10), [handTime(11, '7'), handTime(20), handTime(5)], false)
  expect(rows.map(({ kind, id }) => (kind === 'passing' ? id : kind))).toEqual(['by-hand', '12', 'by-hand', '11', '10'])
  expect(withHandTimes(passings(12, 10), [handTime(5)], true).at(-1)?.kind).toBe('by-hand')
  expect(withHandTimes([], [handTime(5)], true)).toHaveLength(1)
})

test('[R3] stays quick with a whole page of passings and thousands of times by hand', () => {
  const times = Array.from({ length: 5000 }, (_, index) => handTime(index))
  expect(withHandTimes(passings(5000, 1), times, true)).toHaveLength(10_000)
})

test('finds a passing by bib, name or chip', () => {
  const rows = withHandTimes([passing(3, { name: 'Zoë Núñez' }), passing(2), passing(1)], [handTime(5, '77')], true)
  expect(searchRows(rows, 'zoe nun').map(({ id }) => id)).toEqual(['3'])
  expect(searchRows(rows, 'chip-2').map(({ id }) => id)).toEqual(['2'])
  expect(searchRows(rows, '77').map(({ kind }) => kind)).toEqual(['by-hand'])
  expect(searchRows(rows, ' ')).toBe(rows)
})

test('shows times in the event’s zone, cut off and not rounded', () => {
  const at = '2026-06-07T21:59:59.999Z'
  expect(createMomentFormat('en-GB', 'Europe/Madrid', 1)(at)).toBe('23:59:59.9')
  expect(createMomentFormat('en-GB', 'Europe/Madrid', 2)('2026-06-07T22:00:00.050Z')).toBe('00:00:00.05')
})

test('reads an address as people type it', () => {
  expect(readAddress(' 192.168.1.20 ', '8080')).toEqual({ host: '192.168.1.20', port: 8080 })
  expect(readAddress('box-7.local:9000', '8080')).toEqual({ host: 'box-7.local', port: 9000 })
  expect(readAddress('fe80::1', '8080')).toEqual({ host: 'fe80::1', port: 8080 })
  for (const [host, port] of [
    ['', '8080'],
    ['http://box', '80'],
    ['box', '0'],
    ['box', '70000'],
    ['box', 'x'],
    ['a b', '80'],
  ]) {
    expect(readAddress(host ?? '', port ?? '')).toBeUndefined()
  }
})

/** A core that gives these parts, and notes what it was asked. */
function coreOf(parts: readonly string[], asked: unknown[] = []): Pick<CoreConnection, 'call'> {
  const answer = (args: { readonly after?: string }) => {
    asked.push(args)
    const index = Number(args.after ?? 0)
    const next = index + 1 < parts.length ? { next: String(index + 1) } : {}
    return { text: parts[index] ?? '', done: index + 1, total: parts.length, ...next }
  }
  return {
    call: ((_: string, args: { readonly after?: string }) => Promise.resolve(answer(args))) as CoreConnection['call'],
  }
}

test('[R7] asks for the CSV part by part, tells how far it is, and puts it together', async () => {
  const asked: unknown[] = []
  const told: number[] = []
  const csv = await readCsv(
    coreOf(['head\r\n', 'one\r\n', 'two\r\n'], asked),
    { eventId: EVENT_ID },
    ({ done }) => told.push(done),
    new AbortController().signal,
  )
  expect(await csv?.text()).toBe('head\r\none\r\ntwo\r\n')
  expect(told).toEqual([1, 2, 3])
  expect(asked).toEqual([
    { of: { eventId: EVENT_ID } },
    { of: { eventId: EVENT_ID }, after: '1' },
    { of: { eventId: EVENT_ID }, after: '2' },
  ])
})

test('[R7] a cancelled CSV ends between two parts, and gives no file', async () => {
  const stopping = new AbortController()
  const asked: unknown[] = []
  const csv = await readCsv(
    coreOf(['head', 'one', 'two'], asked),
    { eventId: EVENT_ID },
    () => stopping.abort(),
    stopping.signal,
  )
  expect(csv).toBeUndefined()
  expect(asked).toHaveLength(1)
})

test('[R7] names the file after the event, as every system takes it', () => {
  expect(csvName('Sierra Marathon', 'passings')).toBe('Sierra Marathon passings.csv')
  expect(csvName('10/21 km: "Río"\n<2026>', 'passings')).toBe('10 21 km Río 2026 passings.csv')
})
