import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { useDeviceItems } from '../devices/use-devices.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useWanted } from '../palette/palette-context.ts'
import type { WantedAct } from '../palette/wants.ts'
import { goTo, usePlace } from '../router.ts'
import { useCan, useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { foundAmong } from './boxes-of-group.ts'
import { ChosenGroup } from './chosen-group.tsx'
import type { GroupDialog } from './group-dialog.ts'
import { GroupDialogs } from './group-dialogs.tsx'
import { type GroupTree, idsAbove } from './group-facts.ts'
import { ALL, groupPlaceText, NO_GROUP, readGroupPlace } from './group-place.ts'
import { GroupTreeView } from './group-tree-view.tsx'
import { foundGroups, rowsBetween, treeRows } from './tree-rows.ts'
import { useGroupActs } from './use-group-acts.ts'
import { useGroupsWaitingToShare, useGroupTree } from './use-groups.ts'
import './groups-screen.css'

const SCREEN = 'groups'
/** What of the tree is folded, and, as its filter, which group was chosen last (ux 18). */
const TREE = 'groups.tree'

/** G1–G8: the groups as a tree, the boxes of the chosen one, and with whom it is shared. */
export function GroupsScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const [screen, change] = useScreenState(SCREEN)
  const [treeState, changeTree] = useScreenState(TREE)
  const [dialog, setDialog] = useState<GroupDialog>()
  const tree = useGroupTree()
  const items = useDeviceItems()
  const waiting = useGroupsWaitingToShare()
  const canEdit = useCan('group.edit')
  const whyNotEdit = useWhyNot('group.edit')
  const whyNotShare = useWhyNot('group.share')
  const place = readGroupPlace(opened ?? treeState.filter)
  const { chosen } = place
  useEffect(() => {
    if (opened === undefined || chosen === treeState.filter) return
    // What was just chosen is seen, also where it was folded away.
    const above = new Set(idsAbove(tree, chosen))
    const { closed } = treeState
    // Where nothing opens, it is the same list, and the tree isn't made anew.
    const isFolded = closed.some((id) => above.has(id))
    changeTree({ filter: chosen, closed: isFolded ? closed.filter((id) => !above.has(id)) : closed })
  }, [opened, chosen, tree, treeState, changeTree])
  // What was ticked in another group isn't seen here.
  const choose = (id: string) => {
    if (id !== chosen) change({ selected: [], scrollTop: 0 })
    goTo(SCREEN, groupPlaceText(id))
  }
  const { problem, acts } = useGroupActs({
    tree,
    treeState,
    changeTree,
    choose,
    open: setDialog,
    whyNotEdit,
    whyNotShare,
  })
  useWanted(undefined, canEdit ? ['create-group', 'sharing-code'] : ['sharing-code'], (act) => {
    setDialog(act === 'create-group' ? { kind: 'create', parentId: null } : { kind: 'shared-with-you' })
  })
  const facts = tree.byId.get(chosen)
  const menu = facts === undefined ? [] : acts.menuOf(facts).filter(({ whyNot }) => whyNot === undefined)
  useWanted(
    chosen,
    menu.flatMap(({ id }) => (id as WantedAct | undefined) ?? []),
    (act) => menu.find(({ id }) => id === act)?.onChoose(),
  )
  const rows = useTreeRows(tree, items, screen.query, treeState.closed)
  return (
    <ListWithInspector
      inspector={
        place.boxId === undefined ? null : (
          <BoxInspector key={place.boxId} boxId={place.boxId} onClose={() => goTo(SCREEN, chosen)} />
        )
      }
    >
      <div className="groups" data-chosen={opened !== undefined || undefined}>
        <section className="groups-tree" aria-label={t('groups.title')}>
          <ScreenHead title={t('groups.title')}>
            <div className="groups-acts">
              <Button onClick={() => setDialog({ kind: 'shared-with-you' })}>{t('share.mine.title')}</Button>
              {canEdit && tree.roots.length > 0 ? (
                <Button onClick={() => setDialog({ kind: 'create', parentId: null })}>{t('groups.create')}</Button>
              ) : null}
            </div>
            {problem === undefined ? null : <InlineError>{problem}</InlineError>}
          </ScreenHead>
          <GroupTreeView rows={rows} chosen={chosen} waiting={waiting} acts={acts} />
          {tree.roots.length === 0 ? (
            <EmptyState
              title={t('groups.empty.noGroups')}
              whyNot={whyNotEdit}
              action={
                <Button look="primary" onClick={() => setDialog({ kind: 'create', parentId: null })}>
                  {t('groups.create')}
                </Button>
              }
            >
              {t('groups.empty.noGroupsText')}
            </EmptyState>
          ) : null}
        </section>
        <ChosenGroup
          tree={tree}
          items={items}
          chosen={chosen}
          openedBox={place.boxId}
          waiting={waiting.has(chosen)}
          whyNotEdit={whyNotEdit}
          whyNotShare={whyNotShare}
          menuOf={acts.menuOf}
          onChoose={choose}
          onOpen={setDialog}
        />
      </div>
      {dialog === undefined ? null : (
        <GroupDialogs
          dialog={dialog}
          tree={tree}
          onCreated={choose}
          onMoved={() => change({ selected: [] })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </ListWithInspector>
  )
}

/** The tree as a search leaves it, between all boxes and those in no group. */
function useTreeRows(
  tree: GroupTree,
  items: ReturnType<typeof useDeviceItems>,
  query: string,
  closed: readonly string[],
) {
  const { t } = useTranslation()
  return useMemo(() => {
    const holding = new Set(query.trim() === '' ? [] : foundAmong(items, query).map(({ group }) => group?.id))
    const shown = foundGroups(tree.roots, query, (id) => holding.has(id))
    const all = items.reduce((count, { box }) => (box.retiredAt === undefined ? count + 1 : count), 0)
    return rowsBetween(
      treeRows(tree.roots, new Set(closed), shown),
      { id: ALL, name: t('groups.all'), count: all },
      { id: NO_GROUP, name: t('groups.noGroup'), count: tree.ungrouped },
    )
  }, [tree, items, query, closed, t])
}
