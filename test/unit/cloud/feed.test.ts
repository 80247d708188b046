import { describe, expect, it } from 'vitest'
import { feedEntries } from '../../../cloud/feed.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { Draft, MemoryRecords } from '../../../shared/state.ts'
import { borrowedBox, borrowedLoan, COSTA_ID, put, record, SIERRA_ID, uuid } from '../../support/sample-records.ts'

function recordsOf(...changes: readonly Change[]): MemoryRecords {
  const records = new MemoryRecords()
  for (const change of changes) records.apply(change)
  return records
}

function entriesOf(before: MemoryRecords, ...changes: readonly Change[]) {
  const after = new Draft(before)
  for (const change of changes) {
    if (change.body === null) after.delete(change.kind, change.id)
    else after.put(change.kind, change.body)
  }
  return feedEntries(before, after, changes).map(({ organisationId, kind, body }) => ({
    to: organisationId === SIERRA_ID ? 'Sierra' : 'Costa',
    kind,
    body: body === null ? null : (JSON.parse(body) as object),
  }))
}

describe('[O7] what the feed tells', () => {
  const box = borrowedBox()
  const loan = borrowedLoan({ tokenHash: 'a'.repeat(64), recipientInstallationId: uuid('d', 1) })
  const assignment = record('assignment', {
    id: box.id,
    organisationId: SIERRA_ID,
    boxId: box.id,
    eventId: uuid('e', 1),
    checkpointIds: [uuid('e', 2)],
    backup: true,
  })
  const lent = recordsOf(put('box', box), put('loan', loan), put('assignment', assignment))

  it('[O7] each side gets its own view of a new record', () => {
    const entries = entriesOf(recordsOf(put('box', box)), put('loan', loan))
    const { recipientInstallationId: _, ...owners } = loan
    const { tokenHash: __, ...recipients } = owners
    expect(entries).toEqual([
      { to: 'Costa', kind: 'loan', body: owners },
      { to: 'Sierra', kind: 'loan', body: recipients },
    ])
  })

  it('[L9] who may see it no more gets null, and only who saw it', () => {
    const back = { ...box, holderId: COSTA_ID }
    expect(entriesOf(lent, put('box', back), { kind: 'assignment', id: box.id, body: null })).toEqual([
      { to: 'Costa', kind: 'box', body: back },
      { to: 'Sierra', kind: 'box', body: null },
      { to: 'Sierra', kind: 'assignment', body: null },
      { to: 'Costa', kind: 'assignment', body: null },
    ])
  })

  it('[F7] what only the cloud or only the owner sees, changes nothing for the others', () => {
    expect(entriesOf(lent, put('loan', { ...loan, recipientInstallationId: uuid('d', 2) } as typeof loan))).toEqual([])
    const seen = put('loan', { ...loan, endSeenAt: '2026-06-07T08:00:00.000Z' } as typeof loan)
    expect(entriesOf(lent, seen).map(({ to }) => to)).toEqual(['Costa'])
    const moved = put('assignment', { ...assignment, checkpointIds: [] } as typeof assignment)
    expect(entriesOf(lent, moved).map(({ to }) => to)).toEqual(['Sierra'])
  })

  it('[O7] the same fields in another order are no change', () => {
    const turned = Object.fromEntries(Object.entries(box).toReversed()) as typeof box
    expect(entriesOf(lent, put('box', turned))).toEqual([])
  })

  it('[O7] a record that hangs on a changed one is looked at again, once', () => {
    const alias = { ...box, alias: 'New' }
    const entries = entriesOf(lent, put('loan', loan), put('box', alias), put('box', alias))
    expect(entries.map(({ to, kind }) => `${to} ${kind}`)).toEqual(['Costa box', 'Sierra box'])
  })

  describe('of groups', () => {
    const [depot, kit] = [uuid('a', 21), uuid('a', 22)]
    const group = (id: string, parentId: string | null) =>
      put('group', { id, name: id === depot ? 'Depot' : 'Kit', category: '', parentId, ownerId: COSTA_ID })
    const share = put('groupShare', {
      ...{ id: depot, ownerId: COSTA_ID, receiverId: SIERRA_ID, roleId: uuid('c', 21), roleName: 'Look' },
      ...{ permissions: ['box.view'], since: '2026-06-06T08:00:00.000Z' },
    })
    const inKit = { ...box, holderId: COSTA_ID, groupId: kit, notes: 'loose cable' }
    const tree = [group(depot, null), group(kit, depot), put('box', inKit)]
    const toSierra = (entries: ReturnType<typeof entriesOf>) =>
      entries.filter(({ to }) => to === 'Sierra').map(({ kind, body }) => [kind, body === null ? null : 'seen'])

    it('[G2] a share that begins shows the receiver everything below, without the owner’s notes', () => {
      const entries = entriesOf(recordsOf(...tree), share)
      expect(toSierra(entries)).toEqual([
        ['groupShare', 'seen'],
        ['group', 'seen'],
        ['group', 'seen'],
        ['box', 'seen'],
      ])
      expect(entries.filter(({ to }) => to === 'Costa').map(({ kind }) => kind)).toEqual(['groupShare'])
      expect(JSON.stringify(entries)).not.toContain('loose cable')
    })

    it('[G2] what is moved out is gone for the receiver, with all below it; for the owner only the move has happened', () => {
      const entries = entriesOf(recordsOf(...tree, share), group(kit, null))
      expect(toSierra(entries)).toEqual([
        ['group', null],
        ['box', null],
      ])
      expect(entries.filter(({ to }) => to === 'Costa').map(({ kind }) => kind)).toEqual(['group'])
    })

    it('[G9] to the receiver it looks the same whether the box is reserved or lent', () => {
      const reserved = { ...inKit, holderId: null }
      expect(toSierra(entriesOf(recordsOf(...tree, share), put('box', reserved)))).toEqual([['box', 'seen']])
      const lent = { ...inKit, holderId: uuid('a', 3) }
      const before = recordsOf(group(depot, null), group(kit, depot), put('box', reserved), share)
      expect(toSierra(entriesOf(before, put('box', lent)))).toEqual([])
    })
  })
})
