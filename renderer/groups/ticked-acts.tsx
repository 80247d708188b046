import { useTranslation } from 'react-i18next'
import type { DeviceItem } from '../devices/device-item.ts'
import type { Giver } from '../give/use-give.ts'
import { useOrganisationId, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import type { Say } from '../words/say.tsx'
import type { GroupDialog } from './group-dialog.ts'
import { MOST_BOXES_AT_ONCE } from './group-moves.ts'
import { takeOut } from './take-out.ts'

/** Puts the ticked boxes into a group, or takes them out of theirs (L12: own ones only). */
export function TickedActs({
  ticked,
  whyNot,
  giver,
  onOpen,
  onMoved,
}: {
  readonly ticked: readonly DeviceItem[]
  readonly whyNot: string | undefined
  readonly giver: Giver
  readonly onOpen: (dialog: GroupDialog) => void
  /** They are no longer what is ticked. */
  readonly onMoved: () => void
}) {
  const { t } = useTranslation()
  const viewer = useOrganisationId()
  const records = useTracksideState((state) => state.records)
  const own = ticked.filter(({ box }) => box.ownerId === viewer).map(({ box }) => box)
  const grouped = own.filter(({ groupId }) => groupId !== null)
  const leftOut = ticked.filter(({ box }) => box.ownerId !== viewer).map(({ box }) => box.serial)
  const takeThemOut = async () => {
    const act = takeOut(t, records, grouped)
    if (act.asks) onOpen({ kind: 'take-out', boxes: grouped, leftOut })
    else if (await giver.give(act.commands, act.done)) onMoved()
  }
  return (
    <>
      <Button whyNot={whyNot ?? whyNotTakeOut(t, grouped.length)} onClick={() => void takeThemOut()}>
        {t('groups.takeOut')}
      </Button>
      <Button
        look="primary"
        whyNot={whyNot ?? (own.length === 0 ? t('groups.whyNotMove') : undefined)}
        onClick={() => onOpen({ kind: 'move-boxes', boxes: own, leftOut })}
      >
        {own.length === 0 ? t('groups.moveNone') : t('groups.moveBoxes', { count: own.length })}
      </Button>
    </>
  )
}

function whyNotTakeOut(t: Say['t'], count: number): string | undefined {
  if (count === 0) return t('groups.whyNotTakeOut')
  return count > MOST_BOXES_AT_ONCE ? t('groups.whyNotMany') : undefined
}
