import type { Actor } from '../../shared/actor.ts'
import type { CommandType } from '../../shared/commands/commands.ts'
import { type Decision, decide } from '../../shared/decide.ts'
import { ADMIN, type Permission, TIMER } from '../../shared/permissions.ts'
import type { Change } from '../../shared/records/kinds.ts'
import { commandIdSchema, timePlus } from '../../shared/records/scalars.ts'
import { MemoryRecords } from '../../shared/state.ts'
import { put, uuid } from './sample-records.ts'
import { CERTIFIED_AT, ISSUED_AT, LENDER, NOW, namedLoan, type Party, TAKER, THIRD, TRUST } from './tickets.ts'
import { sha256Hex } from './world.ts'

const BOX_COUNT = 5

/** When and how a command is given; by default now, at the cloud. */
export interface Giving {
  readonly at?: string
  readonly now?: string
  readonly permissions?: readonly Permission[]
  readonly isClockBehind?: boolean
  readonly endedAt?: (loanId: string) => string | undefined
}

/** Records that commands are given to: the cloud's, or one laptop's. */
export interface Side {
  readonly records: MemoryRecords
  readonly give: (by: Party, type: CommandType, args: object, giving?: Giving) => Decision
}

function sideOf(changes: readonly Change[], partial: boolean): Side {
  const records = new MemoryRecords()
  for (const change of changes) records.apply(change)
  let count = 0
  return {
    records,
    give(by, type, args, giving = {}) {
      count += 1
      const { at = giving.now ?? NOW, now = at, isClockBehind = false, endedAt = () => undefined } = giving
      const command = { id: commandIdSchema.parse(uuid('f', count)), type, args }
      const signed = { trust: TRUST, isClockBehind, endedAt }
      const circumstances = { at, now, offline: partial, partial, sha256Hex, signed }
      const decision = decide(records, actorOf(by, giving.permissions), command, circumstances)
      if (decision.kind === 'accepted') for (const change of decision.changes) records.apply(change)
      return decision
    },
  }
}

function actorOf(by: Party, permissions: readonly Permission[] = ADMIN.permissions): Actor {
  return {
    organisationId: by.organisationId,
    memberId: by.memberId,
    memberName: `Member of ${by.name}`,
    permissions: new Set(permissions),
    installationId: by.installationId,
    installationName: `Laptop of ${by.name}`,
  }
}

/** All three organisations with their people, and the lender's boxes. */
export function cloudSide(...more: readonly Change[]): Side {
  const people = [LENDER, TAKER, THIRD].flatMap((party) => [organisationOf(party), ...peopleOf(party)])
  return sideOf([...people, ...lendersBoxes(), ...more], false)
}

/** What a laptop knows: its own organisation, and its boxes if it is the lender's. */
export function laptopSide(of: Party, ...more: readonly Change[]): Side {
  const boxes = of === LENDER ? lendersBoxes() : []
  return sideOf([organisationOf(of), ...peopleOf(of), ...boxes, ...more], true)
}

export function organisationOf(party: Party, allowance: number | null = 50): Change {
  const { organisationId: id, name, number } = party
  return put('organisation', { id, name, number, plan: 'PRO', allowance })
}

export function memberOf(party: Party, roleId: string = TIMER.id): Change {
  const { memberId: id, organisationId } = party
  return put('member', { id, organisationId, name: 'Ana', email: `m${party.number}@example.org`, roleId })
}

export function installationOf(party: Party, part: { readonly revokedAt?: string } = {}): Change {
  const { installationId: id, organisationId, memberId } = party
  return put('installation', { id, organisationId, memberId, name: 'Van', lastSeenAt: CERTIFIED_AT, ...part })
}

function peopleOf(party: Party): readonly Change[] {
  return [memberOf(party), installationOf(party)]
}

export function boxOf(number: number, part: object = {}): Change {
  const { boxId: id, serial } = namedLoan(number)
  const { organisationId } = LENDER
  return put('box', {
    ...{ id, serial, alias: `Box ${number}`, model: 'CloudBox', firmware: '1.0', groupId: null },
    ...{ ownerId: organisationId, holderId: organisationId, registeredAt: CERTIFIED_AT },
    ...part,
  })
}

function lendersBoxes(): readonly Change[] {
  return Array.from({ length: BOX_COUNT }, (_, index) => boxOf(index + 1))
}

/** The arguments by which the lender's own laptop reports the loan that its ticket names. */
export function reportOf(number: number, part: object = {}) {
  const { loanId, boxId } = namedLoan(number)
  return { loanId, boxId, validity: '1d', tokenHash: sha256Hex(`code ${number}`), ...part }
}

/** With the part of a second that a ticket doesn't tell. */
export const REPORTED_AT = timePlus(ISSUED_AT, 250)
