import type { Push } from '../../shared/desktop-api.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import type { Shown } from './sync/replica.ts'

/** A window takes in so many at once without a person feeling it. */
export const RECORDS_A_PUSH = 1500

/** What windows hear of changed records; of history only whose there is more. */
export function replicaPush(reset: boolean, shown: readonly Shown[]): Push {
  const historyOf = new Set<BoxId>()
  const changes: { kind: Kind; id: string; body: Record<string, unknown> | null; pending: boolean }[] = []
  for (const { change, pending } of shown) {
    if (change.kind !== 'historyEntry') {
      changes.push({ kind: change.kind, id: change.id, body: change.body, pending })
    } else if (change.body) historyOf.add(change.body.boxId)
  }
  return { push: 'replica', reset, changes, historyOf: [...historyOf] }
}
