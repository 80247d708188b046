import { assertNever } from '../assert-never.ts'
import type { Box } from '../records/box.ts'
import type { Group } from '../records/group.ts'
import type { Invitation } from '../records/invitation.ts'
import type { Change, Kind, RecordOf } from '../records/kinds.ts'
import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'
import type { Records } from '../state.ts'
import { rightsThrough, sharesOver } from './groups.ts'

/**
 * O7, in one place: what `viewer` sees of a record. Works on full records (cloud) and on what is itself already such a
 * view (desktop), where it changes nothing that may be seen.
 * @returns undefined where it sees nothing of it
 */
export function viewOf<K extends Kind>(
  records: Records,
  kind: K,
  record: RecordOf<K>,
  viewer: OrganisationId,
): RecordOf<K> | undefined {
  return view(records, { kind, id: record.id, body: record } as Change, viewer) as RecordOf<K> | undefined
}

/** The organisations that see anything of the changed record. */
export function audienceOf(records: Records, change: Change): readonly OrganisationId[] {
  return candidatesOf(records, change).filter((viewer) => view(records, change, viewer) !== undefined)
}

function candidatesOf(records: Records, change: Change): readonly OrganisationId[] {
  if (change.body === null) return []
  const named = (id: OrganisationId | null | undefined) => (id ? [id] : [])
  switch (change.kind) {
    case 'organisation':
      return [change.body.id]
    case 'partner':
      return []
    case 'box':
      return [...new Set([change.body.ownerId, ...named(change.body.holderId), ...receiversOf(records, change.body)])]
    case 'group':
      return [change.body.ownerId, ...new Set(sharesOver(records, change.body.id).map((share) => share.receiverId))]
    case 'groupShare':
      return [change.body.ownerId, change.body.receiverId]
    case 'loan':
      return [change.body.ownerId, ...named(change.body.recipientId)]
    case 'assignment':
      return [...new Set([change.body.organisationId, ...named(records.get('box', change.body.boxId)?.ownerId)])]
    case 'role':
      return named(change.body.organisationId)
    case 'member':
    case 'invitation':
    case 'installation':
    case 'event':
    case 'race':
    case 'checkpoint':
    case 'session':
    case 'raceAction':
    case 'historyEntry':
      return [change.body.organisationId]
    default:
      return assertNever(change)
  }
}

function view(records: Records, change: Change, viewer: OrganisationId): RecordOf<Kind> | undefined {
  if (change.body === null) return undefined
  switch (change.kind) {
    case 'organisation':
      return change.body.id === viewer ? change.body : undefined
    case 'partner':
      return change.body
    case 'box':
      return boxFor(records, change.body, viewer)
    case 'group':
      return groupFor(records, change.body, viewer)
    case 'groupShare':
      return change.body.ownerId === viewer || change.body.receiverId === viewer ? change.body : undefined
    case 'invitation':
      return change.body.organisationId === viewer ? withoutHash(change.body) : undefined
    case 'loan':
      return loanFor(change.body, viewer)
    case 'assignment':
      if (change.body.organisationId === viewer) return change.body
      if (records.get('box', change.body.boxId)?.ownerId !== viewer) return undefined
      return {
        id: change.body.id,
        organisationId: change.body.organisationId,
        boxId: change.body.boxId,
        checkpointIds: [],
        backup: false,
      }
    case 'role':
      return change.body.organisationId === undefined || change.body.organisationId === viewer ? change.body : undefined
    case 'member':
    case 'installation':
    case 'event':
    case 'race':
    case 'checkpoint':
    case 'session':
    case 'raceAction':
    case 'historyEntry':
      return change.body.organisationId === viewer ? change.body : undefined
    default:
      return assertNever(change)
  }
}

/** The owner's notes are its own, and so are its groups, but for who has a share in them. */
function boxFor(records: Records, box: Box, viewer: OrganisationId): Box | undefined {
  if (box.ownerId === viewer) return box
  const { notes: _, ...rest } = box
  if (rightsThrough(records, box.groupId, viewer)) {
    // G9: not available, and not by whom.
    return box.holderId === viewer || box.holderId === box.ownerId ? rest : { ...rest, holderId: null }
  }
  return box.holderId === viewer ? { ...rest, groupId: null } : undefined
}

function receiversOf(records: Records, box: Box): readonly OrganisationId[] {
  return sharesOver(records, box.groupId).map((share) => share.receiverId)
}

function groupFor(records: Records, group: Group, viewer: OrganisationId): Group | undefined {
  if (group.ownerId === viewer) return group
  if (!rightsThrough(records, group.id, viewer)) return undefined
  return rightsThrough(records, group.parentId, viewer) ? group : { ...group, parentId: null }
}

function withoutHash({ codeHash: _, ...rest }: Invitation): Invitation {
  return rest
}

/** The addressee sees nothing before accepting (L15); what the owner learns of the end is the owner's (F7). */
function loanFor(loan: Loan, viewer: OrganisationId): Loan | undefined {
  const { recipientInstallationId: _, ...known } = loan
  if (loan.ownerId === viewer) return known
  if (loan.recipientId !== viewer) return undefined
  const { tokenHash, lastSeenAt, endSeenAt, backAt, receiptFromId, receiptAt, ...rest } = known
  return rest
}
