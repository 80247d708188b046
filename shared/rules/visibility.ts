import { assertNever } from '../assert-never.ts'
import type { Box } from '../records/box.ts'
import type { Change, Kind, RecordOf } from '../records/kinds.ts'
import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'
import type { Records } from '../state.ts'

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
      return [...new Set([change.body.ownerId, ...named(change.body.holderId)])]
    case 'loan':
      return [change.body.ownerId, ...named(change.body.recipientId)]
    case 'assignment':
      return [...new Set([change.body.organisationId, ...named(records.get('box', change.body.boxId)?.ownerId)])]
    case 'role':
      return named(change.body.organisationId)
    case 'member':
    case 'installation':
    case 'event':
    case 'race':
    case 'checkpoint':
    case 'session':
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
      return boxFor(change.body, viewer)
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
    case 'historyEntry':
      return change.body.organisationId === viewer ? change.body : undefined
    default:
      return assertNever(change)
  }
}

/** The owner's notes and groups are its own. */
function boxFor(box: Box, viewer: OrganisationId): Box | undefined {
  if (box.ownerId === viewer) return box
  if (box.holderId !== viewer) return undefined
  const { notes: _, ...rest } = box
  return { ...rest, groupId: null }
}

/** The addressee sees nothing before accepting (L15); what the owner learns of the end is the owner's (F7). */
function loanFor(loan: Loan, viewer: OrganisationId): Loan | undefined {
  const { recipientInstallationId: _, ...known } = loan
  if (loan.ownerId === viewer) return known
  if (loan.recipientId !== viewer) return undefined
  const { tokenHash, lastSeenAt, endSeenAt, backAt, ...rest } = known
  return rest
}
