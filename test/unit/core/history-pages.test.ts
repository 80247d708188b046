import { afterEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../../electron/core/history-pages.ts'
import type { CallArgs, CallResult } from '../../../shared/desktop-api.ts'
import { type HistoryFilter, historyQuestion } from '../../../shared/history-filter.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { COSTA_ID, put, SIERRA_ID, sierraBox, uuid } from '../../support/sample-records.ts'
import { openSierraDesk, type TestDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'

let open: TestDesk | undefined
afterEach(() => {
  open?.close()
  open = undefined
})

function deskWith(entries: readonly Change[], more: readonly Change[] = []): TestDesk['desk'] {
  open = openSierraDesk(testFolder(), [...more, ...entries])
  return open.desk
}

function step(number: number, part: object = {}): Change {
  return {
    kind: 'historyEntry',
    id: `step-${String(number).padStart(6, '0')}`,
    body: {
      id: `step-${String(number).padStart(6, '0')}`,
      organisationId: SIERRA_ID,
      boxId: uuid('b', 1),
      boxSerial: 'CLBX30201',
      at: new Date(Date.parse('2026-01-01T00:00:00.000Z') + number * 60_000).toISOString(),
      memberName: 'Ana Ruiz',
      installationName: 'Trackside-2',
      offline: false,
      what: 'assigned',
      ...part,
    },
  } as Change
}

/** All pages, one after the other. */
function readAll(desk: TestDesk['desk'], filter: HistoryFilter = {}, limit = 100) {
  const pages: CallResult<'history'>[] = []
  let before: CallArgs<'history'>['before']
  do {
    const page = readHistory(desk, { ...filter, limit, ...(before === undefined ? {} : { before }) })
    pages.push(page)
    before = page.next
  } while (before !== undefined)
  return { pages, ids: pages.flatMap(({ entries }) => entries.map(({ id }) => id)) }
}

describe('the organisation’s history', () => {
  it('[L16] is read newest first, by pages that neither overlap nor leave anything out', () => {
    const steps = Array.from({ length: 257 }, (_, number) => step(number, number % 3 === 0 ? { at: AT } : {}))
    const desk = deskWith(steps)
    const { ids, pages } = readAll(desk, {}, 50)
    expect(new Set(ids).size).toBe(257)
    const told = pages.flatMap(({ entries }) => entries.map(({ at, id }) => `${at} ${id}`))
    expect(told).toEqual(told.toSorted().toReversed())
    expect(pages.at(-1)?.more).toBe(false)
  })

  it('[L16] finds a rare step among very many, in several short pages', () => {
    const desk = deskWith(
      Array.from({ length: 12_000 }, (_, number) => step(number, number === 7 ? { offline: true } : {})),
    )
    const { ids, pages } = readAll(desk, { offlineOnly: true })
    expect(ids).toEqual(['step-000007'])
    expect(pages.length).toBe(3)
    expect(pages[0]).toMatchObject({ entries: [], more: true })
  })

  it.each([
    [{ kind: 'loans' as const }, ['step-000002', 'step-000001']],
    [{ kind: 'groups' as const }, ['step-000004']],
    [{ kind: 'timing' as const }, ['step-000005']],
    [{ kind: 'boxes' as const }, ['step-000006']],
    [{ partnerId: COSTA_ID }, ['step-000002']],
    [{ boxId: uuid('b', 9) }, ['step-000003']],
    [{ from: '2026-01-01T00:02:00.000Z', until: '2026-01-01T00:04:00.000Z' }, ['step-000003', 'step-000002']],
    [{ text: 'maratón finish' }, ['step-000003']],
    [{ text: 'north box' }, ['step-000006', 'step-000005', 'step-000004', 'step-000002', 'step-000001']],
    [{ kind: 'loans' as const, text: 'costa' }, ['step-000002']],
    [{ text: 'nobody' }, []],
  ])('[L16] is filtered by %j', (filter, found) => {
    const desk = deskWith(
      [
        step(1, { what: 'returned' }),
        step(2, { what: 'lent', partnerId: COSTA_ID, partnerName: 'Costa Events' }),
        step(3, { boxId: uuid('b', 9), eventName: 'Maraton', checkpointNames: ['FINISH'] }),
        step(4, { what: 'group-changed', groupName: 'South kit' }),
        step(5, { what: 'session-started' }),
        step(6, { what: 'edited' }),
      ],
      [put('box', { ...sierraBox(1), alias: 'North box' })],
    )
    expect(readAll(desk, filter as HistoryFilter).ids).toEqual(found)
    expect(readAll(desk, filter as HistoryFilter, 1).ids).toEqual(found)
  })

  it('[F2] shows what waits here on top, marked, under the same filters', () => {
    const desk = deskWith([step(1, { what: 'returned' })], [put('box', sierraBox(1))])
    desk.give([{ type: 'startSession', args: { sessionId: uuid('e', 1), boxId: uuid('b', 1) } }])
    const pages = (filter: HistoryFilter) =>
      readAll(desk, filter, 1).pages.flatMap(({ entries }) => entries.map(({ what, pending }) => [what, pending]))
    expect(pages({})).toEqual([
      ['session-started', true],
      ['returned', false],
    ])
    expect(pages({ kind: 'timing' })).toEqual([['session-started', true]])
    expect(pages({ kind: 'loans' })).toEqual([['returned', false]])
    expect(pages({ offlineOnly: true })).toEqual([['session-started', true]])
  })
})

const AT = '2026-01-01T12:00:00.000Z'

it('asks nothing of what isn’t filtered', () => {
  expect(historyQuestion({}, () => undefined)({})).toBe(true)
  expect(historyQuestion({ text: '  ' }, () => undefined)({})).toBe(true)
  expect(historyQuestion({ from: AT }, () => undefined)({})).toBe(false)
})
