import type { Kind } from '../../shared/records/kinds.ts'
import type { Records } from '../../shared/state.ts'

/**
 * What an organisation may see of all there is, written a second time from `rules.md` and `sync.md` alone: it shares no
 * code with the rules, so that the two can be held against each other.
 */
export function projectionOf(records: Records, kind: Kind, viewer: string): readonly object[] {
  const all = [...records.all(kind)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return all.flatMap((record) => {
    const seen = PROJECTIONS[kind](record, viewer, records)
    return seen === undefined ? [] : [seen]
  })
}

type Fields = Readonly<Record<string, unknown>>
type Project = (record: Fields, viewer: string, records: Records) => Fields | undefined

const own: Project = (record, viewer) => (record['organisationId'] === viewer ? record : undefined)

const PROJECTIONS: Readonly<Record<Kind, Project>> = {
  organisation: (record, viewer) => (record['id'] === viewer ? record : undefined),
  // An entry of each feed's own, beside the records.
  partner: () => undefined,
  member: own,
  // O3: the built-in ones are everybody's.
  role: (record, viewer, records) => (record['builtIn'] === true ? record : own(record, viewer, records)),
  invitation: (record, viewer) => own(without(record, 'codeHash'), viewer, NO_RECORDS),
  installation: own,
  event: own,
  race: own,
  checkpoint: own,
  session: own,
  raceAction: own,
  historyEntry: own,
  group: projectGroup,
  groupShare: (record, viewer) => ([record['ownerId'], record['receiverId']].includes(viewer) ? record : undefined),
  box: projectBox,
  loan: projectLoan,
  assignment: projectAssignment,
}

const NO_RECORDS: Records = { get: () => undefined, where: () => [], all: () => [] }

function projectGroup(group: Fields, viewer: string, records: Records): Fields | undefined {
  if (group['ownerId'] === viewer) return group
  if (!reaches(records, group['id'], viewer)) return undefined
  // Nothing above what is shared.
  return reaches(records, group['parentId'], viewer) ? group : { ...group, parentId: null }
}

function projectBox(box: Fields, viewer: string, records: Records): Fields | undefined {
  if (box['ownerId'] === viewer) return box
  const seen = without(box, 'notes')
  const isHeld = box['holderId'] === viewer
  if (!reaches(records, box['groupId'], viewer)) return isHeld ? { ...seen, groupId: null } : undefined
  // G9: by whom it is away isn't the receiver's business.
  return isHeld || box['holderId'] === box['ownerId'] ? seen : { ...seen, holderId: null }
}

function projectLoan(loan: Fields, viewer: string): Fields | undefined {
  const known = without(loan, 'recipientInstallationId')
  if (loan['ownerId'] === viewer) return known
  if (loan['recipientId'] !== viewer) return undefined
  return without(known, 'tokenHash', 'lastSeenAt', 'endSeenAt', 'backAt', 'receiptFromId', 'receiptAt')
}

function projectAssignment(assignment: Fields, viewer: string, records: Records): Fields | undefined {
  if (assignment['organisationId'] === viewer) return assignment
  const { id, organisationId, boxId } = assignment
  if (records.get('box', String(boxId))?.ownerId !== viewer) return undefined
  return { id, organisationId, boxId, checkpointIds: [], backup: false }
}

/** G2: the group or one above it is shared with the viewer. */
function reaches(records: Records, groupId: unknown, viewer: string): boolean {
  if (typeof groupId !== 'string') return false
  if (records.get('groupShare', groupId)?.receiverId === viewer) return true
  return reaches(records, records.get('group', groupId)?.parentId, viewer)
}

function without(record: Fields, ...fields: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name)))
}
