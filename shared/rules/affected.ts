import type { Change, Kind } from '../records/kinds.ts'
import type { BoxId, GroupId } from '../records/scalars.ts'
import type { Records } from '../state.ts'
import { boxesBelow, subtreeOf } from './groups.ts'

export interface RecordName {
  readonly kind: Kind
  readonly id: string
}

/**
 * The changed records, and those whose view hangs on them: a loan decides who sees its box, a box who sees its assignment,
 * a group or a share who sees all below it.
 */
export function affectedBy(before: Records, after: Records, changes: readonly Change[]): readonly RecordName[] {
  const names = changes.flatMap((change) => [
    { kind: change.kind, id: change.id },
    ...[before, after].flatMap((records) => hangingOn(records, change, before, after)),
  ])
  return [...new Map(names.map((name) => [`${name.kind} ${name.id}`, name])).values()]
}

function hangingOn(records: Records, change: Change, before: Records, after: Records): readonly RecordName[] {
  switch (change.kind) {
    case 'loan': {
      const loan = records.get('loan', change.id)
      return loan ? aroundBox(loan.boxId) : []
    }
    case 'box':
      return aroundBox(change.id as BoxId)
    case 'group': {
      const moved = before.get('group', change.id)?.parentId !== after.get('group', change.id)?.parentId
      return moved ? below(records, change.id as GroupId) : []
    }
    case 'groupShare':
      return below(records, change.id as GroupId)
    default:
      return []
  }
}

function below(records: Records, groupId: GroupId): readonly RecordName[] {
  return [
    ...subtreeOf(records, groupId).map(({ id }): RecordName => ({ kind: 'group', id })),
    ...boxesBelow(records, groupId).map(({ id }): RecordName => ({ kind: 'box', id })),
  ]
}

function aroundBox(boxId: BoxId): readonly RecordName[] {
  return [
    { kind: 'box', id: boxId },
    { kind: 'assignment', id: boxId },
  ]
}
