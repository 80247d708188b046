import type { Change, Kind } from '../shared/records/kinds.ts'
import type { OrganisationId } from '../shared/records/scalars.ts'
import { affectedBy } from '../shared/rules/affected.ts'
import { audienceOf, viewOf } from '../shared/rules/visibility.ts'
import type { Records } from '../shared/state.ts'
import { canonicalJson } from './canonical-json.ts'

/** What one organisation sees of one record from now on; null: nothing any more. */
export interface FeedEntry {
  readonly organisationId: OrganisationId
  readonly kind: Kind
  readonly id: string
  /** JSON text. */
  readonly body: string | null
}

/**
 * What the changes alter in the eyes of every organisation that saw, or sees now, a changed record or one whose view
 * hangs on it (O7). What looks the same before and after isn't told again.
 */
export function feedEntries(before: Records, after: Records, changes: readonly Change[]): readonly FeedEntry[] {
  return affectedBy(before, after, changes).flatMap(({ kind, id }) => {
    const viewers = new Set([...viewersOf(before, kind, id), ...viewersOf(after, kind, id)])
    return [...viewers].flatMap((organisationId) => {
      const body = bodyFor(after, kind, id, organisationId)
      return body === bodyFor(before, kind, id, organisationId) ? [] : [{ organisationId, kind, id, body }]
    })
  })
}

function viewersOf(records: Records, kind: Kind, id: string): readonly OrganisationId[] {
  return audienceOf(records, { kind, id, body: records.get(kind, id) ?? null } as Change)
}

function bodyFor(records: Records, kind: Kind, id: string, viewer: OrganisationId): string | null {
  const record = records.get(kind, id)
  const view = record && viewOf(records, kind, record, viewer)
  return view === undefined ? null : canonicalJson(view)
}
