import type { SharingCode } from '../../shared/codes.ts'
import type { Partner } from '../../shared/records/organisation.ts'
import type { OrganisationId, RoleId } from '../../shared/records/scalars.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import type { Done } from '../give/use-give.ts'
import type { Say } from '../words/say.tsx'
import type { GroupFacts } from './group-facts.ts'
import type { CodeOwner } from './use-code-owner.ts'

/** With whom a group is to be shared. */
export type Receiver =
  | { readonly kind: 'partner'; readonly partnerId: OrganisationId; readonly name: string }
  /** `name` is unknown where the code couldn't be checked. */
  | { readonly kind: 'code'; readonly code: SharingCode; readonly name: string | undefined }

/** Whom a checked code stands for. A partner known here needs no code, and so no wait for the cloud. */
export function receiverByCode(
  code: SharingCode,
  owner: CodeOwner | undefined,
  known: (id: OrganisationId) => Partner | undefined,
): Receiver | undefined {
  if (owner?.status === 'no-cloud') return { kind: 'code', code, name: undefined }
  if (owner?.status !== 'found') return undefined
  const partner = known(owner.organisationId)
  if (partner) return { kind: 'partner', partnerId: partner.id, name: owner.name }
  return { kind: 'code', code, name: owner.name }
}

/** All groups as one act, what is said of it, and its opposite where it takes effect at once (ux 4). */
export function shareAct(
  t: Say['t'],
  groups: readonly GroupFacts[],
  receiver: Receiver,
  roleId: RoleId,
): { readonly commands: readonly CommandToGive[]; readonly done: Done } {
  const to = receiver.kind === 'partner' ? { partnerId: receiver.partnerId } : { sharingCode: receiver.code }
  const commands = groups.map(({ group }) => ({
    type: 'shareGroup' as const,
    args: { groupId: group.id, roleId, ...to },
  }))
  const name = groupsName(t, groups)
  if (receiver.kind === 'partner') {
    const undo = groups.map(({ group }) => ({ type: 'stopGroupShare' as const, args: { groupId: group.id } }))
    return { commands, done: { said: t('share.done', { group: name, partner: receiver.name }), undo } }
  }
  const said =
    receiver.name === undefined
      ? t('share.doneLater', { group: name })
      : t('share.done', { group: name, partner: receiver.name })
  return { commands, done: { said } }
}

/** `North kit`, or `3 groups`. */
export function groupsName(t: Say['t'], groups: readonly GroupFacts[]): string {
  const [first] = groups
  return groups.length === 1 && first ? first.group.name : t('share.groupsCount', { count: groups.length })
}
