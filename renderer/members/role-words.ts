import { type BuiltInRole, PERMISSIONS, type Permission } from '../../shared/permissions.ts'
import type { Role } from '../../shared/records/organisation.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import type { Say } from '../words/say.tsx'
import type { RoleUses } from './role-facts.ts'

/** What somebody in the role does, as the end of a sentence: `uses boxes, times and lends`. */
export function roleSays({ t, locale }: Say, role: Role | BuiltInRole): string {
  if (isBuiltIn(role)) return t(`members.roleSays.${role.name}`)
  const does = PERMISSIONS.filter((permission) => permission !== 'box.view' && role.permissions.includes(permission))
  if (does.length === 0) return t('members.roleLooks')
  return listed(
    locale,
    does.map((permission) => t(`members.permission.${permission}.does`)),
  )
}

/** `TIMER: uses boxes, edits events, times, lends and borrows` */
export function roleSentence(say: Say, role: Role | undefined): string {
  if (role === undefined) return say.t('members.roleUnknown')
  return say.t('members.roleAs', { role: role.name, says: roleSays(say, role) })
}

/** What `after` no longer allows of `before`, named as in the table; undefined where nothing is lost. */
export function lostPermissions(
  { t, locale }: Say,
  before: readonly Permission[],
  after: readonly Permission[],
): string | undefined {
  const lost = before.filter((permission) => !after.includes(permission))
  if (lost.length === 0) return undefined
  return listed(
    locale,
    lost.map((permission) => t(`members.permission.${permission}.name`)),
  )
}

/** O5: what uses the role, a line for each kind of use. */
export function roleUseLines(say: Say, { members, invited, shares }: RoleUses): readonly string[] {
  const lines: string[] = []
  if (members.length > 0) lines.push(say.t('members.usedMembers', { names: serialsText(say, members) }))
  if (invited.length > 0) lines.push(say.t('members.usedInvited', { names: serialsText(say, invited) }))
  if (shares.length > 0) lines.push(say.t('members.usedGroups', { names: sharedGroups(say, shares) }))
  return lines
}

/** `North kit with Costa Events and Depot with Valle Cronos` */
export function sharedGroups(say: Say, shares: RoleUses['shares']): string {
  const names = shares.map(({ groupName, receiverId }) =>
    say.t('members.usedGroup', {
      group: groupName,
      partner: say.nameOf(receiverId) ?? say.t('refusal.organisationUnknown'),
    }),
  )
  return serialsText(say, names)
}

function isBuiltIn(role: Role | BuiltInRole): role is BuiltInRole {
  return role.builtIn
}

function listed(locale: string, words: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words)
}
