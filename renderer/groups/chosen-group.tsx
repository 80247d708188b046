import { useTranslation } from 'react-i18next'
import type { DeviceItem } from '../devices/device-item.ts'
import { useGive } from '../give/use-give.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import type { MenuItem } from '../ui/menu.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { GroupBoxes } from './group-boxes.tsx'
import type { GroupDialog } from './group-dialog.ts'
import type { GroupFacts, GroupTree } from './group-facts.ts'
import { GroupHead } from './group-head.tsx'
import { ALL, type Chosen, NO_GROUP } from './group-place.ts'
import { TickedActs } from './ticked-acts.tsx'
import '../ui/checkbox.css'

const ONLY_HERE = 'here'

/** What is chosen in the tree, and its boxes. */
export function ChosenGroup({
  tree,
  items,
  chosen,
  openedBox,
  waiting,
  whyNotEdit,
  whyNotShare,
  menuOf,
  onChoose,
  onOpen,
}: {
  readonly tree: GroupTree
  readonly items: readonly DeviceItem[]
  readonly chosen: Chosen
  readonly openedBox: string | undefined
  readonly waiting: boolean
  readonly whyNotEdit: string | undefined
  readonly whyNotShare: string | undefined
  readonly menuOf: (facts: GroupFacts) => readonly MenuItem[]
  readonly onChoose: (chosen: Chosen) => void
  readonly onOpen: (dialog: GroupDialog) => void
}) {
  const { t } = useTranslation()
  const [screen, change] = useScreenState('groups')
  const giver = useGive()
  const facts = tree.byId.get(chosen)
  const title = chosen === ALL ? t('groups.all') : chosen === NO_GROUP ? t('groups.noGroup') : facts?.group.name
  if (title === undefined) {
    return (
      <section className="groups-boxes" aria-label={t('groups.empty.gone')}>
        <EmptyState
          title={t('groups.empty.gone')}
          action={<Button onClick={() => onChoose(ALL)}>{t('groups.empty.showAll')}</Button>}
        >
          {t('groups.empty.goneText')}
        </EmptyState>
      </section>
    )
  }
  const tickedIds = new Set(screen.selected)
  const ticked = tickedIds.size === 0 ? [] : items.filter(({ box }) => tickedIds.has(box.id))
  const withBelow = screen.filter !== ONLY_HERE
  return (
    <section className="groups-boxes" aria-label={title}>
      <GroupHead
        title={title}
        facts={facts}
        shareGroupName={tree.byId.get(facts?.share?.id ?? '')?.group.name ?? ''}
        waiting={waiting}
        menu={facts === undefined ? [] : menuOf(facts)}
        whyNotShare={whyNotShare}
        actions={
          ticked.length === 0 ? undefined : (
            <TickedActs
              ticked={ticked}
              whyNot={whyNotEdit}
              giver={giver}
              onOpen={onOpen}
              onMoved={() => change({ selected: [] })}
            />
          )
        }
        isPrimary={openedBox === undefined}
        onOpen={onOpen}
      />
      {giver.problem === undefined ? null : <InlineError>{giver.problem}</InlineError>}
      {facts === undefined || facts.below.length === 0 ? null : (
        <label className="groups-below">
          <input
            type="checkbox"
            checked={withBelow}
            onChange={(event) => change({ filter: event.currentTarget.checked ? 'all' : ONLY_HERE })}
          />
          {t('groups.below')}
        </label>
      )}
      <GroupBoxes items={items} tree={tree} chosen={chosen} title={title} withBelow={withBelow} openedBox={openedBox} />
    </section>
  )
}
