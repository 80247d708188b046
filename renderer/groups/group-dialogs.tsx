import { assertNever } from '../../shared/assert-never.ts'
import type { GroupId } from '../../shared/records/scalars.ts'
import { ChangeRoleDialog } from './change-role-dialog.tsx'
import { LeaveGroupDialog, StopShareDialog } from './end-share-dialogs.tsx'
import type { GroupDialog } from './group-dialog.ts'
import type { GroupTree } from './group-facts.ts'
import { CreateGroupDialog, EditGroupDialog } from './group-form-dialog.tsx'
import { MoveBoxesDialog, TakeOutDialog } from './move-boxes-dialog.tsx'
import { MoveGroupDialog } from './move-group-dialog.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { SharedWithYouDialog } from './shared-with-you.tsx'

/** The dialog that is open. One about a group that went away meanwhile closes by itself. */
export function GroupDialogs({
  dialog,
  tree,
  onCreated,
  onMoved,
  onClose,
}: {
  readonly dialog: GroupDialog
  readonly tree: GroupTree
  readonly onCreated: (groupId: GroupId) => void
  /** Boxes were moved: they are no longer what is ticked. */
  readonly onMoved: () => void
  readonly onClose: () => void
}) {
  switch (dialog.kind) {
    case 'create':
      return <CreateGroupDialog parentId={dialog.parentId} onCreated={onCreated} onClose={onClose} />
    case 'move-boxes':
      return <MoveBoxesDialog boxes={dialog.boxes} leftOut={dialog.leftOut} onMoved={onMoved} onClose={onClose} />
    case 'take-out':
      return <TakeOutDialog boxes={dialog.boxes} onMoved={onMoved} onClose={onClose} />
    case 'shared-with-you':
      return <SharedWithYouDialog onClose={onClose} />
    case 'edit':
    case 'share':
    case 'role':
    case 'stop':
    case 'leave':
    case 'move':
      return <DialogOfGroup dialog={dialog} tree={tree} onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}

function DialogOfGroup({
  dialog,
  tree,
  onClose,
}: {
  readonly dialog: Extract<GroupDialog, { readonly groupId: string }>
  readonly tree: GroupTree
  readonly onClose: () => void
}) {
  const facts = tree.byId.get(dialog.groupId)
  if (facts === undefined) return null
  if (dialog.kind === 'edit') return <EditGroupDialog group={facts.group} onClose={onClose} />
  if (dialog.kind === 'share') return <ShareDialog facts={facts} onClose={onClose} />
  if (dialog.kind === 'move') {
    return <MoveGroupDialog facts={facts} {...(dialog.to === undefined ? {} : { to: dialog.to })} onClose={onClose} />
  }
  const { share } = facts
  if (share === undefined) return null
  if (dialog.kind === 'role') return <ChangeRoleDialog facts={facts} share={share} onClose={onClose} />
  if (dialog.kind === 'stop') return <StopShareDialog facts={facts} share={share} onClose={onClose} />
  return <LeaveGroupDialog facts={facts} share={share} onClose={onClose} />
}
