import { type RawBuilder, sql } from 'kysely'
import type { GroupId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import { among, type Load } from './slice-loader.ts'

/** @returns the groups and all below them, with their shares */
export async function loadTrees(load: Load, groupIds: readonly string[]): Promise<readonly GroupId[]> {
  if (groupIds.length === 0) return []
  const below = sql`id in (with recursive below as (
    select id from "group" where ${among('id', groupIds)}
    union select child.id from "group" child join below on child.parent_id = below.id) select id from below)`
  const [groups] = await Promise.all([load('group', below), load('groupShare', below)])
  return groups.map((group) => group.id)
}

/** Loads the groups and all above them, with the shares that cover them (G2). */
export async function loadPaths(load: Load, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  const above = sql`id in (${groupsAbove(groupIds)})`
  await Promise.all([load('group', above), load('groupShare', above)])
}

function groupsAbove(groupIds: readonly string[]): RawBuilder<unknown> {
  return sql`with recursive above as (
    select id, parent_id from "group" where ${among('id', groupIds)}
    union select parent.id, parent.parent_id from "group" parent join above on parent.id = above.parent_id)
    select id from above`
}

/** @returns the groups that the organisation has shared in these roles */
export async function loadSharesIn(
  load: Load,
  organisationId: OrganisationId,
  roleIds: readonly string[] | undefined,
): Promise<readonly GroupId[]> {
  const inRoles = among('role_id', roleIds)
  const shares = inRoles ? await load('groupShare', sql`owner_id = ${organisationId} and ${inRoles}`) : []
  return shares.map((share) => share.id)
}

/** Shares are loaded only where a decision may change what their two sides see. */
export function partiesOfShares(records: Records): readonly OrganisationId[] {
  return [...records.all('groupShare')].flatMap((share) => [share.ownerId, share.receiverId])
}
