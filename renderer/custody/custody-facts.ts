import { type Permission, SHAREABLE_PERMISSIONS } from '../../shared/permissions.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { type Custody, custodyOf } from '../../shared/rules/custody.ts'
import { rightsThrough } from '../../shared/rules/groups.ts'
import { organisationName } from '../../shared/rules/history.ts'
import { isTaken } from '../../shared/rules/loans.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'

/** What a custody tag shows, whatever its size. */
export interface CustodyFacts {
  readonly state:
    | 'ours'
    | 'available'
    | 'out-of-service'
    | 'reserved'
    | 'lent'
    | 'borrowed'
    | 'through-group'
    | 'over'
    | 'ended'
    | 'retired'
    | 'unknown'
  /** Confirmed by the cloud; else the shape is hollow (ux 3). */
  readonly confirmed: boolean
  readonly loan?: Loan
  /** The other side, where there is one and its name is known here. */
  readonly partner?: string
  /** Reached through a group: by what name, with which rights (G6, G11), and whether it is there now (G9). */
  readonly through?: {
    readonly group: string
    readonly rights: readonly Permission[]
    readonly available: boolean
  }
}

type Unconfirmed = (kind: Kind, id: string) => boolean

/** Whose the box is, with whom, until when, for `viewer` (L11). */
export function custodyFacts(
  records: Records,
  box: Box,
  viewer: OrganisationId,
  unconfirmed: Unconfirmed,
): CustodyFacts {
  const custody = custodyOf(records, box, viewer)
  const confirmed = !unconfirmed('box', box.id)
  if (custody === undefined) return { state: 'unknown', confirmed }
  if (custody.state === 'retired') return { state: 'retired', confirmed }
  if (custody.state === 'through-group') return throughFacts(records, box, custody, viewer, unconfirmed)
  if (custody.state === 'ours') return { state: ownState(records, box), confirmed }
  return {
    state: custody.state,
    confirmed: isConfirmed(custody.loan, unconfirmed),
    loan: custody.loan,
    ...partnerOf(records, custody.loan, viewer),
  }
}

function throughFacts(
  records: Records,
  box: Box,
  { share, available }: Extract<Custody, { state: 'through-group' }>,
  viewer: OrganisationId,
  unconfirmed: Unconfirmed,
): CustodyFacts {
  const rights = rightsThrough(records, box.groupId, viewer) ?? new Set()
  const partner = organisationName(records, box.ownerId)
  return {
    state: 'through-group',
    confirmed: !unconfirmed('groupShare', share.id) && !unconfirmed('box', box.id),
    through: {
      group: records.get('group', share.id)?.name ?? '',
      rights: SHAREABLE_PERMISSIONS.filter((permission) => rights.has(permission)),
      available,
    },
    ...(partner === undefined ? {} : { partner }),
  }
}

/** The same for a loan by itself: its box may be gone from here (F1). */
export function loanFacts(
  records: Records,
  loan: Loan,
  viewer: OrganisationId,
  unconfirmed: Unconfirmed,
): CustodyFacts {
  return {
    state: loanState(loan, viewer),
    confirmed: isConfirmed(loan, unconfirmed),
    loan,
    ...partnerOf(records, loan, viewer),
  }
}

function loanState(loan: Loan, viewer: OrganisationId): CustodyFacts['state'] {
  const owner = loan.ownerId === viewer
  if (loan.endedAt !== undefined) return owner && isTaken(loan) && !loan.backAt ? 'over' : 'ended'
  if (!owner) return 'borrowed'
  return isTaken(loan) ? 'lent' : 'reserved'
}

/** By receipt alone, the cloud knows of the loan, but not to whom it went. */
export function isByReceipt({ recipientId, receiptFromId }: Loan): boolean {
  return recipientId === undefined && receiptFromId !== undefined
}

function isConfirmed(loan: Loan, unconfirmed: Unconfirmed): boolean {
  return !unconfirmed('loan', loan.id) && !isByReceipt(loan)
}

function ownState(records: Records, box: Box): CustodyFacts['state'] {
  if (box.outOfService) return 'out-of-service'
  const used = records.get('assignment', box.id) !== undefined || runningSessionsOn(records, box.id).length > 0
  return used ? 'ours' : 'available'
}

function partnerOf(records: Records, loan: Loan, viewer: OrganisationId): { readonly partner?: string } {
  const id = loan.ownerId === viewer ? otherSideOf(loan) : loan.ownerId
  const partner = id === undefined ? undefined : organisationName(records, id)
  return partner === undefined ? {} : { partner }
}

/** To whom the owner lent it, as far as that is known: who has it counts before for whom it was meant. */
export function otherSideOf({ recipientId, receiptFromId, addressedToId }: Loan): OrganisationId | undefined {
  return recipientId ?? receiptFromId ?? addressedToId
}
