import type { Permission } from '../../shared/permissions.ts'
import { keyOf } from '../palette/key-words.ts'
import type { MenuItem } from '../ui/menu.tsx'
import type { Say } from '../words/say.tsx'
import type { GroupDialog } from './group-dialog.ts'
import { type GroupFacts, isSharedItself } from './group-facts.ts'

export interface GroupMenuActs {
  readonly open: (dialog: GroupDialog) => void
  readonly remove: (groupId: string) => void
  /** O4: undefined where the member's role allows it, else why not. */
  readonly whyNot: (permission: Permission) => string | undefined
}

/** G5: what can be done with a group. What never can isn't there; what can't now says why. */
export function groupMenu(t: Say['t'], facts: GroupFacts, acts: GroupMenuActs): readonly MenuItem[] {
  return facts.isOurs ? ownMenu(t, facts, acts) : theirMenu(t, facts, acts)
}

function ownMenu(t: Say['t'], facts: GroupFacts, { open, remove, whyNot }: GroupMenuActs): readonly MenuItem[] {
  const { group, partner } = facts
  const groupId = group.id
  const mayNotEdit = whyNot('group.edit')
  const mayNotShare = whyNot('group.share')
  const words = { group: group.name, partner: partner === '' ? t('custody.partnerUnknown') : partner }
  const sharing: readonly MenuItem[] = isSharedItself(facts)
    ? [
        {
          id: 'share-role',
          label: t('groups.changeRole', words),
          whyNot: mayNotShare,
          onChoose: () => open({ kind: 'role', groupId }),
        },
        {
          id: 'stop-share',
          label: t('groups.stop', words),
          danger: true,
          whyNot: mayNotShare,
          onChoose: () => open({ kind: 'stop', groupId }),
        },
      ]
    : [
        {
          id: 'share-group',
          label: t('groups.shareGroup'),
          whyNot: mayNotShare,
          onChoose: () => open({ kind: 'share', groupId }),
        },
      ]
  return [
    ...sharing,
    {
      id: 'create-in-group',
      label: t('groups.createIn', words),
      shortcut: keyOf(t, 'createGroup'),
      whyNot: mayNotEdit,
      onChoose: () => open({ kind: 'create', parentId: groupId }),
    },
    {
      id: 'rename-group',
      label: t('groups.rename'),
      shortcut: keyOf(t, 'renameGroup'),
      whyNot: mayNotEdit,
      onChoose: () => open({ kind: 'edit', groupId }),
    },
    { id: 'move-group', label: t('groups.move'), whyNot: mayNotEdit, onChoose: () => open({ kind: 'move', groupId }) },
    {
      id: 'delete-group',
      label: t('groups.delete'),
      shortcut: keyOf(t, 'deleteGroup'),
      danger: true,
      whyNot: mayNotEdit ?? whyNotDelete(t, facts),
      onChoose: () => remove(groupId),
    },
  ]
}

function theirMenu(t: Say['t'], facts: GroupFacts, { open, whyNot }: GroupMenuActs): readonly MenuItem[] {
  if (!isSharedItself(facts)) return []
  return [
    {
      id: 'leave-group',
      label: t('groups.leave', { group: facts.group.name }),
      danger: true,
      whyNot: whyNot('group.share'),
      onChoose: () => open({ kind: 'leave', groupId: facts.group.id }),
    },
  ]
}

function whyNotDelete(t: Say['t'], facts: GroupFacts): string | undefined {
  if (facts.boxes > 0 || facts.below.length > 0) return t('groups.whyNotDelete')
  return isSharedItself(facts) ? t('groups.whyNotDeleteShared') : undefined
}
