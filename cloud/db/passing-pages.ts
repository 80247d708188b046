import type { BoxId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import type { Db, PassingRow } from './tables.ts'

export interface PageQuery {
  readonly organisationId: OrganisationId
  /** Of a run, or of a box; the time that counts is from `from` on and before `to`. */
  readonly of:
    | { readonly sessionId: SessionId }
    | { readonly boxId: BoxId; readonly from?: string | undefined; readonly to?: string | undefined }
  readonly after: number
  readonly limit: number
}

/** The organisation's own passings, in the order in which they were stored. A run named must be the organisation's. */
export async function readPassings(db: Db, page: PageQuery): Promise<readonly PassingRow[]> {
  const { of, organisationId } = page
  let query = db.selectFrom('passing').selectAll().where('seq', '>', page.after).orderBy('seq').limit(page.limit)
  // Without the organisation, which follows from the run: a database that counts on few rows reads and sorts them all.
  if ('sessionId' in of) return await query.where('sessionId', '=', of.sessionId).execute()
  query = query.where('boxId', '=', of.boxId).where('organisationId', '=', organisationId)
  if (of.from !== undefined) query = query.where('countedAt', '>=', of.from)
  if (of.to !== undefined) query = query.where('countedAt', '<', of.to)
  return await query.execute()
}
