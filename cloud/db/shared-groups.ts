import { type RawBuilder, sql } from 'kysely'
import type { OrganisationId } from '../../shared/records/scalars.ts'

/** G2: the ids of all groups that the organisation sees through shares. */
export function groupsSharedWith(organisationId: OrganisationId): RawBuilder<unknown> {
  return sql`with recursive covered as (
      select id from group_share where receiver_id = ${organisationId}
      union select child.id from "group" child join covered on child.parent_id = covered.id)
    select id from covered`
}
