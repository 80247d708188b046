import { useTranslation } from 'react-i18next'
import type { GroupId } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import type { ScreenState } from '../store.ts'
import { useTracksideState } from '../trackside.tsx'
import type { GroupDialog } from './group-dialog.ts'
import { type GroupTree, withBelow } from './group-facts.ts'
import { groupMenu } from './group-menu.ts'
import { effectsOfMovingGroup } from './group-moves.ts'
import { ALL } from './group-place.ts'
import type { TreeActs } from './group-tree-view.tsx'
import { moveGroupAct, moveWords } from './move-group-dialog.tsx'

/** What keys, menus and dragging do in the tree. */
export function useGroupActs({
  tree,
  treeState,
  changeTree,
  choose,
  open,
  whyNotEdit,
  whyNotShare,
}: {
  readonly tree: GroupTree
  readonly treeState: ScreenState
  readonly changeTree: (change: Partial<ScreenState>) => void
  readonly choose: (id: string) => void
  readonly open: (dialog: GroupDialog) => void
  readonly whyNotEdit: string | undefined
  readonly whyNotShare: string | undefined
}) {
  const { t } = useTranslation()
  const { give, problem, clearProblem } = useGive()
  const records = useTracksideState((state) => state.records)
  const editable = (id: string) => {
    const facts = whyNotEdit === undefined ? tree.byId.get(id) : undefined
    return facts?.isOurs ? facts : undefined
  }
  const remove = (id: string) => {
    const facts = editable(id)
    if (facts === undefined) return
    const { id: groupId, name, category, parentId } = facts.group
    void give([{ type: 'deleteGroup', args: { groupId } }], {
      said: t('groups.deleted', { group: name }),
      undo: [{ type: 'createGroup', args: { groupId, name, category, parentId } }],
    }).then((done) => {
      if (done && treeState.filter === id) choose(parentId ?? ALL)
    })
  }
  const drop = (id: string, targetId: string | null) => {
    const facts = editable(id)
    if (facts === undefined) return
    const to = targetId as GroupId | null
    const { lose, gain } = effectsOfMovingGroup(records, facts.group.id, to)
    if (lose.length + gain.length > 0) open({ kind: 'move', groupId: id, to })
    else void give(...moveGroupAct(moveWords(t, tree, facts, to).done, facts, to, false))
  }
  const mayDrop = (id: string, targetId: string | null) => {
    const facts = editable(id)
    if (facts === undefined || facts.group.parentId === targetId) return false
    if (targetId === null) return true
    const isInside = withBelow(facts).some(({ group }) => group.id === targetId)
    return tree.byId.get(targetId)?.isOurs === true && !isInside
  }
  const acts: TreeActs = {
    choose: (id) => {
      clearProblem()
      choose(id)
    },
    toggle: (id) => {
      const { closed } = treeState
      changeTree({ closed: closed.includes(id) ? closed.filter((other) => other !== id) : [...closed, id] })
    },
    rename: (id) => {
      if (editable(id)) open({ kind: 'edit', groupId: id })
    },
    createIn: (id) => {
      const facts = editable(id)
      if (facts) open({ kind: 'create', parentId: facts.group.id })
    },
    remove,
    menuOf: (facts) =>
      groupMenu(t, facts, {
        open,
        remove,
        whyNot: (permission) => (permission === 'group.share' ? whyNotShare : whyNotEdit),
      }),
    drag: whyNotEdit === undefined ? { mayDrop, drop } : undefined,
  }
  return { problem, acts }
}
