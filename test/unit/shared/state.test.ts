import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, Kind, RecordOf } from '../../../shared/records/kinds.ts'
import { Draft, MemoryRecords, type Records } from '../../../shared/state.ts'
import { borrowedLoan, put, sierraBox, uuid } from '../../support/sample-records.ts'

/** The same, without indexes: what everything else must agree with. */
class NaiveRecords {
  #records: readonly (Change & { readonly body: object })[] = []

  apply(change: Change): void {
    this.#records = this.#records.filter((record) => record.kind !== change.kind || record.id !== change.id)
    if (change.body !== null) this.#records = [...this.#records, change as Change & { readonly body: object }]
  }

  all<K extends Kind>(kind: K): readonly RecordOf<K>[] {
    return this.#records.filter((record) => record.kind === kind).map((record) => record.body as RecordOf<K>)
  }
}

const number = fc.integer({ min: 1, max: 4 })
const organisation = number.map((each) => uuid('a', each))
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ id: number, ownerId: organisation, holderId: fc.option(organisation) })
    .map(({ id, ...fields }) => put('box', sierraBox(id, fields))),
  fc
    .record({
      id: number,
      box: number,
      tokenHash: fc.option(fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), { nil: undefined }),
    })
    .map(({ id, box, tokenHash }) =>
      put('loan', borrowedLoan({ id: uuid('c', id), boxId: uuid('b', box), tokenHash })),
    ),
  number.map((id): Change => ({ kind: 'box', id: uuid('b', id), body: null })),
  number.map((id): Change => ({ kind: 'loan', id: uuid('c', id), body: null })),
)
const changes = fc.array(change, { maxLength: 30 })

function expectAlike(records: Records, naive: NaiveRecords): void {
  const sorted = <R extends { readonly id: string }>(some: Iterable<R>) =>
    [...some].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const kind of ['box', 'loan'] as const) {
    expect(sorted(records.all(kind))).toEqual(sorted(naive.all(kind)))
    for (const each of naive.all(kind)) expect(records.get(kind, each.id)).toEqual(each)
    expect(records.get(kind, uuid('f', 9))).toBeUndefined()
  }
  for (const value of [1, 2, 3, 4].map((each) => uuid('a', each))) {
    expect(sorted(records.where('box', 'ownerId', value))).toEqual(
      sorted(naive.all('box').filter((box) => box.ownerId === value)),
    )
    expect(sorted(records.where('box', 'holderId', value))).toEqual(
      sorted(naive.all('box').filter((box) => box.holderId === value)),
    )
  }
  for (const value of [1, 2, 3, 4].map((each) => uuid('b', each))) {
    expect(sorted(records.where('loan', 'boxId', value))).toEqual(
      sorted(naive.all('loan').filter((loan) => loan.boxId === value)),
    )
  }
  for (const value of ['a'.repeat(64), 'b'.repeat(64)]) {
    expect(sorted(records.where('loan', 'tokenHash', value))).toEqual(
      sorted(naive.all('loan').filter((loan) => loan.tokenHash === value)),
    )
  }
}

function apply(records: Draft, { kind, id, body }: Change): void {
  if (body === null) records.delete(kind, id)
  else records.put(kind, body)
}

describe('records', () => {
  it('in memory are found by id and by every index, whatever was done before', () => {
    fc.assert(
      fc.property(changes, changes, (first, then) => {
        const [records, naive] = [new MemoryRecords(), new NaiveRecords()]
        // Looking something up makes an index, which must then follow.
        for (const done of [first, then]) {
          for (const each of done) {
            records.apply(each)
            naive.apply(each)
          }
          expectAlike(records, naive)
        }
      }),
    )
  })

  it('in a draft are those below with the changes laid over them; those below stay as they are', () => {
    fc.assert(
      fc.property(changes, changes, (below, above) => {
        const [base, untouched, naive] = [new MemoryRecords(), new NaiveRecords(), new NaiveRecords()]
        for (const each of below) {
          base.apply(each)
          untouched.apply(each)
          naive.apply(each)
        }
        const draft = new Draft(base)
        for (const each of above) {
          apply(draft, each)
          naive.apply(each)
        }
        expectAlike(draft, naive)
        expectAlike(base, untouched)
        for (const each of draft.changes()) base.apply(each)
        expectAlike(base, naive)
      }),
    )
  })

  it('changes name each record once, as it is in the end', () => {
    const draft = new Draft(new MemoryRecords())
    draft.put('box', sierraBox(1))
    draft.put('box', sierraBox(2))
    draft.put('box', sierraBox(1, { alias: 'again' }))
    draft.delete('box', uuid('b', 2))
    expect(draft.changes()).toEqual([
      { kind: 'box', id: uuid('b', 1), body: sierraBox(1, { alias: 'again' }) },
      { kind: 'box', id: uuid('b', 2), body: null },
    ])
  })
})
