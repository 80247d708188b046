import { isDeepStrictEqual } from 'node:util'
import type { Change } from '../../../shared/records/kinds.ts'
import type { OrganisationId } from '../../../shared/records/scalars.ts'
import { affectedBy } from '../../../shared/rules/affected.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { Draft, type Records } from '../../../shared/state.ts'

/**
 * What `viewer` sees of the changes (O7), and of the records whose view hangs on them: who leaves a share sees its groups
 * and boxes go (G8), as they will when the cloud has it.
 */
export function visibleChanges(
  records: Records,
  changes: readonly Change[],
  viewer: OrganisationId,
): readonly Change[] {
  const after = new Draft(records)
  for (const change of changes) layOn(after, change)
  const changed = new Set(changes.map(({ kind, id }) => `${kind} ${id}`))
  return affectedBy(records, after, changes).flatMap(({ kind, id }) => {
    const record = after.get(kind, id)
    const view = record && viewOf(after, kind, record, viewer)
    // What only hangs on a change and looks as before isn't part of it.
    if (!changed.has(`${kind} ${id}`) && isDeepStrictEqual(view, records.get(kind, id))) return []
    return [{ kind, id, body: view ?? null } as Change]
  })
}

export function layOn(draft: Draft, change: Change): void {
  if (change.body === null) draft.delete(change.kind, change.id)
  else draft.put(change.kind, change.body)
}
