import { useTranslation } from 'react-i18next'
import type { DeviceItem } from '../devices/device-item.ts'
import { useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import type { GroupDialog } from './group-dialog.ts'

/** Puts the ticked boxes into a group, or takes them out of theirs (L12: own ones only). */
export function TickedActs({
  ticked,
  whyNot,
  onOpen,
}: {
  readonly ticked: readonly DeviceItem[]
  readonly whyNot: string | undefined
  readonly onOpen: (dialog: GroupDialog) => void
}) {
  const { t } = useTranslation()
  const viewer = useOrganisationId()
  const own = ticked.filter(({ box }) => box.ownerId === viewer).map(({ box }) => box)
  const grouped = own.filter(({ groupId }) => groupId !== null)
  const leftOut = ticked.filter(({ box }) => box.ownerId !== viewer).map(({ box }) => box.serial)
  return (
    <>
      <Button
        whyNot={whyNot ?? (grouped.length === 0 ? t('groups.whyNotTakeOut') : undefined)}
        onClick={() => onOpen({ kind: 'take-out', boxes: grouped, leftOut })}
      >
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
