import { expect, test } from 'vitest'
import { activityLine, readActivityCsv } from '../../../renderer/activity/activity-csv.ts'
import { whoText } from '../../../renderer/activity/activity-entry.tsx'
import { filterOf, isNarrowed, readChosen } from '../../../renderer/activity/activity-filter.ts'
import { type Entry, readEntries, takeNow } from '../../../renderer/activity/activity-pages.ts'
import { dayReader, withDays } from '../../../renderer/activity/activity-rows.ts'
import { FRESH_SCREEN } from '../../../renderer/store.ts'
import type { CoreConnection } from '../../../renderer/transport.ts'
import { historyEntrySchema } from '../../../shared/records/history-entry.ts'
import { COSTA_ID, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const MADRID = 'Europe/Madrid'

function entry(number: number, part: object = {}): Entry {
  const { pending = false, ...rest } = part as { pending?: boolean }
  const step = historyEntrySchema.parse({
    id: `step-${number}`,
    organisationId: SIERRA_ID,
    boxId: uuid('b', 1),
    boxSerial: 'CLBX30201',
    at: `2026-06-07T10:${String(number).padStart(2, '0')}:00.000Z`,
    memberName: 'Ana Ruiz',
    installationName: 'Trackside-2',
    offline: false,
    what: 'assigned',
    ...rest,
  })
  return { ...step, pending }
}

/** Answers as the core does, from pages that are laid out beforehand. */
function coreWith(pages: readonly (readonly Entry[])[]) {
  const asked: unknown[] = []
  const call = async (_name: string, args: { readonly before?: { readonly id: string } }) => {
    asked.push(args)
    const index = args.before === undefined ? 0 : Number(args.before.id)
    const more = index + 1 < pages.length
    return { entries: pages[index] ?? [], more, ...(more ? { next: { at: '2026', id: String(index + 1) } } : {}) }
  }
  return { asked, core: { call } as unknown as Pick<CoreConnection, 'call'> }
}

const going = () => new AbortController().signal

test('[L16] asks for days of the zone, the last one too', () => {
  const chosen = {
    ...readChosen(FRESH_SCREEN),
    period: 'dates' as const,
    firstDay: '2026-06-05',
    lastDay: '2026-06-06',
  }
  expect(filterOf(chosen, MADRID, '2026-06-07')).toEqual({
    from: '2026-06-04T22:00:00.000Z',
    until: '2026-06-06T22:00:00.000Z',
  })
  expect(filterOf({ ...chosen, lastDay: '' }, MADRID, '2026-06-07')).toEqual({ from: '2026-06-04T22:00:00.000Z' })
  expect(filterOf({ ...chosen, period: 'week' }, MADRID, '2026-06-07').from).toBe('2026-05-31T22:00:00.000Z')
})

test('keeps its filters as text, and takes nothing that isn’t one', () => {
  const kept = { partner: COSTA_ID, box: uuid('b', 1), period: 'today', offline: 'only' }
  const chosen = readChosen({ ...FRESH_SCREEN, filter: 'loans', query: ' finish ', chosen: kept })
  expect(filterOf(chosen, 'UTC', '2026-06-07')).toEqual({
    kind: 'loans',
    partnerId: COSTA_ID,
    boxId: uuid('b', 1),
    from: '2026-06-07T00:00:00.000Z',
    offlineOnly: true,
    text: 'finish',
  })
  expect(isNarrowed(chosen)).toBe(true)
  const broken = readChosen({ ...FRESH_SCREEN, filter: 'boats', chosen: { partner: 'x', box: 'y', period: 'z' } })
  expect(filterOf(broken, 'UTC', '2026-06-07')).toEqual({})
  expect(isNarrowed(readChosen(FRESH_SCREEN))).toBe(false)
})

test('puts each day’s heading where the day begins in the zone', () => {
  const entries = [entry(2), entry(1, { at: '2026-06-06T22:30:00.000Z' }), entry(0, { at: '2026-06-06T21:30:00.000Z' })]
  const rows = withDays(entries, dayReader(MADRID)).map((row) => (row.kind === 'day' ? row.day : row.id))
  expect(rows).toEqual(['2026-06-07', 'step-2', 'step-1', '2026-06-06', 'step-0'])
})

test('reads on through short and empty pages until it has enough, and stops when told', async () => {
  const { core, asked } = coreWith([[], [entry(5)], [], [entry(4), entry(3)], [entry(2)]])
  const read = await readEntries(core, { filter: {}, count: 3, signal: going() })
  expect(read?.entries.map(({ id }) => id)).toEqual(['step-5', 'step-4', 'step-3'])
  expect(read?.next?.id).toBe('4')
  expect(asked).toHaveLength(4)
  const stopping = new AbortController()
  const stopped = readEntries(core, { filter: {}, count: 9, signal: stopping.signal }, () => stopping.abort())
  expect(await stopped).toBeUndefined()
})

test('[F2] takes what boxes say now in place; what is new is counted and moves nothing', () => {
  const shown = [entry(9, { pending: true }), entry(8), entry(7, { pending: true })]
  const now = { boxId: uuid('b', 1), entries: [entry(10), entry(9), entry(8), entry(1)], next: undefined }
  const { entries, newIds } = takeNow(shown, [now], { at: '2026-06-07T10:05:00.000Z', id: 'step-5' })
  expect(entries.map(({ id, pending, isGone }) => [id, pending, isGone])).toEqual([
    ['step-9', false, undefined],
    ['step-8', false, undefined],
    ['step-7', true, true],
  ])
  expect(newIds).toEqual(['step-10'])
  expect(entries[1]).toBe(shown[1])
})

test('[F2] what lies before the part that was asked for isn’t taken for gone', () => {
  const shown = [entry(3, { pending: true })]
  const now = { boxId: uuid('b', 1), entries: [entry(9)], next: { at: '2026-06-07T10:09:00.000Z', id: 'step-9' } }
  expect(takeNow(shown, [now], undefined).entries).toEqual(shown)
})

test('[L16] names who did it as far as that is told', () => {
  expect(whoText(say, entry(1))).toBe('Ana Ruiz on Trackside-2')
  const partners = { memberName: null, installationName: null, partnerName: 'Costa Events' }
  expect(whoText(say, entry(1, { ...partners, what: 'returned' }))).toBe('Costa Events')
  expect(whoText(say, entry(1, { ...partners, what: 'expired' }))).toBe('ran out by itself')
})

test('[L16] writes a line that no spreadsheet runs', () => {
  const words = { sentence: () => '=HYPERLINK("x")', localTime: () => '2026-06-07 12:01' }
  const line = activityLine(entry(1, { offline: true, pending: true, eventName: 'Sierra, Trail' }), words)
  expect(line).toBe(
    '2026-06-07T10:01:00.000Z,2026-06-07 12:01,CLBX30201,assigned,"\'=HYPERLINK(""x"")",,"Sierra, Trail",,,,' +
      'Ana Ruiz,Trackside-2,yes,no\r\n',
  )
})

test('[L16] saves all pages, tells how far it is, and nothing when cancelled', async () => {
  const { core } = coreWith([[entry(5)], [], [entry(4), entry(3)]])
  const words = { sentence: () => 'Assigned', localTime: () => '' }
  const told: number[] = []
  const saved = await readActivityCsv(core, {}, words, ({ lines }) => told.push(lines), going())
  expect(saved?.lines).toBe(3)
  expect((await saved?.blob.text())?.split('\r\n')).toHaveLength(5)
  expect(told).toEqual([1, 1, 3])
  const stopping = new AbortController()
  stopping.abort()
  expect(await readActivityCsv(core, {}, words, () => undefined, stopping.signal)).toBeUndefined()
})
