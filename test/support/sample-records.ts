import { TIMER } from '../../shared/permissions.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import { type Change, type Kind, type RecordOf, recordSchemas } from '../../shared/records/kinds.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { Member, Organisation } from '../../shared/records/organisation.ts'

/** A UUID that a reader recognises: `uuid('b', 1)`. */
export function uuid(letter: 'a' | 'b' | 'c' | 'd' | 'e' | 'f', number: number): string {
  return `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export const SIERRA_ID = uuid('a', 1)
export const COSTA_ID = uuid('a', 2)
export const MEMBER_ID = uuid('a', 11)

/** A record as its schema gives it, from plain values. */
export function record<K extends Kind>(kind: K, value: unknown): RecordOf<K> {
  return recordSchemas[kind].parse(value) as RecordOf<K>
}

export function put<K extends Kind>(
  kind: K,
  value: { readonly id: string; readonly [field: string]: unknown },
): Change {
  return { kind, id: value.id, body: record(kind, value) } as Change
}

export const sierra: Organisation = record('organisation', {
  id: SIERRA_ID,
  name: 'Sierra Timing',
  number: 1001,
  plan: 'PRO',
  allowance: 50,
})

export const sierraTimer: Member = record('member', {
  id: MEMBER_ID,
  organisationId: SIERRA_ID,
  name: 'Ana',
  email: 'timer@sierra.example',
  roleId: TIMER.id,
})

export function sierraBox(number: number, part: Partial<Record<keyof Box, unknown>> = {}): Box {
  return record('box', {
    id: uuid('b', number),
    serial: `CLBX302${String(number).padStart(2, '0')}`,
    alias: `Box ${number}`,
    model: 'CloudBox',
    firmware: '1.0',
    ownerId: SIERRA_ID,
    holderId: SIERRA_ID,
    groupId: null,
    registeredAt: '2026-01-01T00:00:00.000Z',
    ...part,
  })
}

/** A loan of Costa's box 31 to Sierra, accepted. */
export function borrowedLoan(part: Partial<Record<keyof Loan, unknown>> = {}): Loan {
  return record('loan', {
    id: uuid('c', 1),
    boxId: uuid('b', 31),
    boxSerial: 'CLBX30301',
    boxAlias: 'Finish',
    ownerId: COSTA_ID,
    recipientId: SIERRA_ID,
    validity: '1d',
    createdAt: '2026-06-06T08:00:00.000Z',
    acceptedAt: '2026-06-06T08:30:00.000Z',
    endsAt: '2026-06-07T08:00:00.000Z',
    ...part,
  })
}

export function borrowedBox(): Box {
  return sierraBox(31, { serial: 'CLBX30301', alias: 'Finish', ownerId: COSTA_ID, holderId: SIERRA_ID })
}

export function sierraEvent(): Event {
  return record('event', {
    id: uuid('e', 1),
    organisationId: SIERRA_ID,
    name: 'Sierra Marathon',
    date: '2026-06-06',
    timeZone: 'Europe/Madrid',
  })
}

/** The box, by its number, at the checkpoints of that event, by theirs. */
export function sierraAssignment(box: number, checkpoints: readonly number[], part: object = {}): Change {
  return put('assignment', {
    ...{ id: uuid('b', box), boxId: uuid('b', box), organisationId: SIERRA_ID, eventId: uuid('e', 1), backup: false },
    checkpointIds: checkpoints.map((number) => uuid('e', number)),
    ...part,
  })
}
