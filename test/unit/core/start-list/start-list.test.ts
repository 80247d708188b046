import { describe, expect, it } from 'vitest'
import { unknownChips } from '../../../../electron/core/start-list/unknown-chips.ts'
import type { MemberStore } from '../../../../electron/core/store/member-store.ts'
import type { StartListEntry } from '../../../../shared/desktop-live.ts'
import { openScoringLaptop } from '../../../support/open-scoring-laptop.ts'
import { EVENT_ID, OTHER_RUN, START } from '../../../support/scoring-laptop.ts'
import { testFolder } from '../../../support/test-folder.ts'

const ENTRIES: readonly StartListEntry[] = [
  { bib: '12', name: 'Íñigo Muñoz', race: '10K', chips: ['C0', 'c1'] },
  { bib: '7', name: 'Ana Ruiz', race: 'Marathon', chips: ['AA'] },
  { bib: '120', name: 'Bo Gil', race: '10K', chips: [] },
]

function withList() {
  const laptop = openScoringLaptop(testFolder())
  laptop.test.store.startList.replace(EVENT_ID, ENTRIES, START)
  return { laptop, store: laptop.test.store, list: laptop.test.store.startList }
}

function bibs(store: MemberStore, query: string, offset = 0, limit = 10): readonly string[] {
  return store.startList.search(EVENT_ID, { query, offset, limit }).entries.map(({ bib }) => bib)
}

describe('a start list', () => {
  it('[R7] is kept in its order, with all that it says', () => {
    const { list } = withList()
    const found = list.search(EVENT_ID, { query: '', offset: 0, limit: 10 })
    expect(found).toEqual({ entries: ENTRIES, matching: 3, total: 3, chips: 3 })
    expect(list.importedAt(EVENT_ID)).toBe(START)
  })

  it.each([
    ['munoz', ['12']],
    ['ÍÑIGO', ['12']],
    ['c1', ['12']],
    ['marathon', ['7']],
    ['12', ['12', '120']],
    ['120', ['120']],
    ['%', []],
    [' ruiz ', ['7']],
  ])('is searched by bib, name, race and chip: %s', (query, found) => {
    const { store } = withList()
    expect(bibs(store, query)).toEqual(found)
  })

  it('the very bib that is looked for comes first', () => {
    const { store, list } = withList()
    list.replace(EVENT_ID, [...ENTRIES].reverse(), START)
    expect(bibs(store, '12')).toEqual(['12', '120'])
  })

  it('is shown by the page, and a page beyond the end still says how many there are', () => {
    const { store, list } = withList()
    expect(bibs(store, '', 1, 1)).toEqual(['7'])
    expect(list.search(EVENT_ID, { query: '1', offset: 9, limit: 1 })).toMatchObject({
      entries: [],
      matching: 2,
      total: 3,
    })
  })

  it('takes the place of the one before, whole, and of no other event’s', () => {
    const { store, list } = withList()
    const other = OTHER_RUN.eventId ?? EVENT_ID
    list.replace(other, ENTRIES, START)
    list.replace(EVENT_ID, [{ bib: '1', name: 'Eva', race: '', chips: ['AA'] }], START)
    expect(bibs(store, '')).toEqual(['1'])
    expect([list.bibOf(EVENT_ID, 'AA'), list.bibOf(EVENT_ID, 'C0')]).toEqual(['1', undefined])
    expect([list.bibOf(other, 'AA'), list.bibOf(other, 'C0')]).toEqual(['7', '12'])
    list.clear(EVENT_ID)
    expect(bibs(store, '')).toEqual([])
    expect(list.importedAt(EVENT_ID)).toBeUndefined()
    expect(list.bibOf(other, 'AA')).toBe('7')
  })

  it('chips are known in small and capital letters', () => {
    const { list } = withList()
    expect([list.bibOf(EVENT_ID, 'aa'), list.bibOf(EVENT_ID, 'C1')]).toEqual(['7', '12'])
  })

  it('[R7] names show on passings that were there before', () => {
    const laptop = openScoringLaptop(testFolder())
    const { store } = laptop.test
    laptop.pass(2)
    const shown = () =>
      store.passings.page({ eventId: EVENT_ID }, { limit: 10 }).map(({ bib, name, race }) => [bib, name, race])
    expect(shown()).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ])
    store.startList.replace(EVENT_ID, ENTRIES, START)
    expect(shown()).toEqual([
      ['12', 'Íñigo Muñoz', '10K'],
      ['12', 'Íñigo Muñoz', '10K'],
    ])
  })
})

describe('chips that the start list doesn’t know', () => {
  it('are counted, the latest first', async () => {
    const { laptop, list } = withList()
    laptop.pass(4)
    laptop.pass(1, { session: OTHER_RUN })
    expect(await unknownChips(list, EVENT_ID, 1)).toMatchObject({ chips: [{ chip: 'C3', count: 1 }], total: 2 })
    expect((await unknownChips(list, EVENT_ID, 10)).chips.map(({ chip }) => chip)).toEqual(['C3', 'C2'])
  })

  it('are each counted once, however many there are', async () => {
    const { laptop, list } = withList()
    laptop.pass(12_000)
    const { chips, total } = await unknownChips(list, EVENT_ID, 500)
    expect(total).toBe(11_998)
    expect(chips.map(({ chip }) => chip)).toEqual(Array.from({ length: 500 }, (_, back) => `C${11_999 - back}`))
  })

  it('one that is named is known from then on, on a bib that is there', async () => {
    const { laptop, store, list } = withList()
    laptop.pass(3)
    list.giveChip(EVENT_ID, 'C2', '7', undefined)
    expect(await unknownChips(list, EVENT_ID, 10)).toEqual({ chips: [], total: 0 })
    expect(list.search(EVENT_ID, { query: 'c2', offset: 0, limit: 1 }).entries).toEqual([
      { bib: '7', name: 'Ana Ruiz', race: 'Marathon', chips: ['AA', 'C2'] },
    ])
    expect(store.passings.page({ eventId: EVENT_ID }, { limit: 1 })).toMatchObject([{ bib: '7' }])
  })

  it('a bib that isn’t there is added at the end, in an event without a list, too', () => {
    const { store, list } = withList()
    list.giveChip(EVENT_ID, 'X1', '999', 'New Name')
    expect(bibs(store, '')).toEqual(['12', '7', '120', '999'])
    expect(bibs(store, 'new name')).toEqual(['999'])
    const other = OTHER_RUN.eventId ?? EVENT_ID
    list.giveChip(other, 'X1', '5', undefined)
    expect(list.bibOf(other, 'X1')).toBe('5')
    expect(list.importedAt(other)).toBeUndefined()
  })

  it('a chip moves from the bib that had it', () => {
    const { store, list } = withList()
    list.giveChip(EVENT_ID, 'C0', '120', undefined)
    expect(bibs(store, 'c0')).toEqual(['120'])
    const chips = list.search(EVENT_ID, { query: '', offset: 0, limit: 10 }).entries.map((entry) => entry.chips)
    expect(chips).toEqual([['c1'], ['AA'], ['C0']])
    list.giveChip(EVENT_ID, 'C0', '120', undefined)
    expect(list.firstChipOf(EVENT_ID, '120')).toBe('C0')
  })
})
