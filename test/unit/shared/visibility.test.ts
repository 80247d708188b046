import { describe, expect, it } from 'vitest'
import { ADMIN } from '../../../shared/permissions.ts'
import type { Change, Kind } from '../../../shared/records/kinds.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { audienceOf, viewOf } from '../../../shared/rules/visibility.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  record,
  SIERRA_ID,
  sierra,
  sierraEvent,
  sierraTimer,
  uuid,
} from '../../support/sample-records.ts'

const organisation = (id: string) => organisationIdSchema.parse(id)
const VIEWERS = {
  Sierra: organisation(SIERRA_ID),
  Costa: organisation(COSTA_ID),
  stranger: organisation(uuid('a', 3)),
} as const

/** A box of Costa's in Sierra's hands, in Sierra's event. */
const box = { ...borrowedBox(), notes: 'loose cable', groupId: uuid('f', 1) }
const loan = borrowedLoan({
  tokenHash: 'a'.repeat(64),
  addressedToId: SIERRA_ID,
  recipientInstallationId: uuid('d', 1),
  lastSeenAt: '2026-06-06T09:00:00.000Z',
  endSeenAt: '2026-06-06T09:30:00.000Z',
  backAt: '2026-06-06T10:00:00.000Z',
})
const own = { organisationId: SIERRA_ID }
const changes: readonly Change[] = [
  put('organisation', sierra),
  put('member', sierraTimer),
  put('role', { ...ADMIN }),
  put('installation', {
    id: uuid('d', 1),
    ...own,
    memberId: sierraTimer.id,
    name: 'Laptop',
    lastSeenAt: loan.createdAt,
  }),
  put('box', box),
  put('loan', loan),
  put('event', sierraEvent()),
  put('race', { id: uuid('e', 2), ...own, eventId: uuid('e', 1), name: '10K' }),
  put('checkpoint', { id: uuid('e', 3), ...own, raceId: uuid('e', 2), name: 'START', kind: 'START' }),
  put('assignment', {
    id: box.id,
    ...own,
    boxId: box.id,
    eventId: uuid('e', 1),
    checkpointIds: [uuid('e', 3)],
    backup: true,
  }),
  put('session', {
    ...{ id: uuid('e', 4), ...own, boxId: box.id, boxSerial: box.serial, checkpointIds: [], alias: '' },
    ...{ startedById: sierraTimer.id, startedAt: loan.createdAt },
  }),
  put('historyEntry', {
    ...{ id: 'x', ...own, boxId: box.id, boxSerial: box.serial, at: loan.createdAt, memberName: 'Ana' },
    ...{ installationName: 'Laptop', offline: false, what: 'accepted' },
  }),
]
const records = new MemoryRecords()
for (const change of changes) records.apply(change)

function see(kind: Kind, viewer: keyof typeof VIEWERS) {
  const body = changes.find((change) => change.kind === kind)?.body
  return body ? viewOf(records, kind, body, VIEWERS[viewer]) : undefined
}

describe('[O7] who sees what', () => {
  it.each([
    'organisation',
    'member',
    'installation',
    'event',
    'race',
    'checkpoint',
    'session',
    'historyEntry',
  ] as const)('[O7] of %s only its own organisation sees anything, and all of it', (kind) => {
    expect(see(kind, 'Sierra')).toEqual(changes.find((change) => change.kind === kind)?.body)
    expect(see(kind, 'Costa')).toBeUndefined()
    expect(see(kind, 'stranger')).toBeUndefined()
  })

  it('[O3] everybody sees the built-in roles', () => {
    expect(see('role', 'stranger')).toEqual(record('role', ADMIN))
  })

  it('[L7] [O7] the holder sees the box without its owner’s notes and group; a stranger nothing', () => {
    expect(see('box', 'Costa')).toEqual(box)
    const { notes: _, ...rest } = box
    expect(see('box', 'Sierra')).toEqual({ ...rest, groupId: null })
    expect(see('box', 'stranger')).toBeUndefined()
  })

  it('[L11] [F7] the recipient sees the loan, without what is the owner’s; which laptop it is, nobody', () => {
    const { recipientInstallationId: _, ...owners } = loan
    expect(see('loan', 'Costa')).toEqual(owners)
    const { tokenHash: __, lastSeenAt: ___, endSeenAt: ____, backAt: _____, ...recipients } = owners
    expect(see('loan', 'Sierra')).toEqual(recipients)
    expect(see('loan', 'stranger')).toBeUndefined()
  })

  it('[L15] the addressee sees nothing of the loan before accepting', () => {
    const { recipientId: _, acceptedAt: __, ...addressed } = loan
    expect(viewOf(records, 'loan', addressed as typeof loan, VIEWERS.Sierra)).toBeUndefined()
    expect(viewOf(records, 'loan', addressed as typeof loan, VIEWERS.Costa)).toBeDefined()
  })

  it('[L8] [O7] the box’s owner sees of an assignment whose it is, and nothing of the race', () => {
    expect(see('assignment', 'Costa')).toEqual({ id: box.id, ...own, boxId: box.id, checkpointIds: [], backup: false })
    expect(see('assignment', 'stranger')).toBeUndefined()
  })

  it('[O7] a view of a view is the same: a desktop’s records pass through the same rules', () => {
    for (const name of Object.keys(VIEWERS) as (keyof typeof VIEWERS)[]) {
      const seen = new MemoryRecords()
      for (const { kind, id } of changes) {
        const body = see(kind, name)
        if (body) seen.apply({ kind, id, body } as Change)
      }
      for (const { kind } of changes) {
        for (const body of seen.all(kind)) expect(viewOf(seen, kind, body, VIEWERS[name])).toEqual(body)
      }
    }
  })

  it('[O7] the audience of a record is exactly those who see something of it', () => {
    for (const change of changes.filter(({ kind }) => kind !== 'role')) {
      const seers = Object.values(VIEWERS).filter(
        (viewer) => change.body && viewOf(records, change.kind, change.body, viewer),
      )
      expect([...audienceOf(records, change)].toSorted(), change.kind).toEqual(seers.toSorted())
    }
  })
})
