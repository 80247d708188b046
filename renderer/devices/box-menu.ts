import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import type { Giver } from '../give/use-give.ts'
import { takeOut } from '../groups/take-out.ts'
import { useFormItems } from '../tickets/use-form-items.ts'
import { useCan, useOrganisationId, useRecord, useTracksideState } from '../trackside.tsx'
import type { MenuItem } from '../ui/menu.tsx'
import type { Say } from '../words/say.tsx'
import type { BoxDialogName } from './box-dialogs.tsx'
import { type BoxUse, isUsed } from './box-use.ts'
import { boxName } from './device-item.ts'

/** What is seldom done with a box: with one's own, or with one reached through a group as far as its role allows. */
export function useBoxMenu(
  box: Box,
  custody: CustodyFacts,
  use: BoxUse,
  open: (dialog: BoxDialogName) => void,
  giver: Giver,
): readonly MenuItem[] {
  const { t } = useTranslation()
  const viewer = useOrganisationId()
  const [canEdit, canGroup] = [useCan('box.edit'), useCan('group.edit')]
  const records = useTracksideState((state) => state.records)
  const group = useRecord('group', box.groupId ?? undefined)
  const forms = useFormItems(custody.loan)
  if (box.retiredAt !== undefined) return []
  const isOwn = box.ownerId === viewer
  if (!isOwn && custody.state !== 'through-group') return forms
  const isAway = custody.state === 'reserved' || custody.state === 'lent'
  const whyNot = isOwn ? undefined : whyNotThroughGroup(t, custody)
  const whyNotNow = whyNot ?? (isAway ? t('box.whyNotAway') : undefined)
  const edit: readonly MenuItem[] = [
    { id: 'rename-box', label: t(isOwn ? 'box.rename' : 'box.renameOnly'), whyNot, onChoose: () => open('edit') },
    {
      id: 'box-service',
      label: t(box.outOfService ? 'box.backInService' : 'box.outOfService'),
      onChoose: () => setOutOfService(t, box, giver, !box.outOfService),
      whyNot: whyNotNow,
    },
  ]
  const takeOutOfGroup = () => {
    const act = takeOut(t, records, [box])
    if (act.asks) open('take-out')
    else void giver.give(act.commands, act.done)
  }
  const move: readonly MenuItem[] = [
    { id: 'move-box', label: t('box.moveToGroup'), onChoose: () => open('move') },
    ...(group ? [{ id: 'take-out', label: t('box.takeOutOf', { group: group.name }), onChoose: takeOutOfGroup }] : []),
  ]
  const retire: MenuItem = {
    id: 'retire-box',
    label: t('box.retire'),
    danger: true,
    onChoose: () => open('retire'),
    whyNot: whyNotNow ?? (isUsed(use) ? t('box.whyNotUsed') : undefined),
  }
  return [...forms, ...(canEdit ? edit : []), ...(isOwn && canGroup ? move : []), ...(isOwn && canEdit ? [retire] : [])]
}

function setOutOfService(t: Say['t'], box: Box, { give }: Giver, outOfService: boolean): void {
  const change = (out: boolean) => [{ type: 'editBox', args: { boxId: box.id, outOfService: out } }] as const
  const said = t(outOfService ? 'box.outDone' : 'box.inDone', { box: boxName(box) })
  void give(change(outOfService), { said, undo: change(!outOfService) })
}

/** G6, G9: why the share doesn't let it be edited now. */
function whyNotThroughGroup(t: Say['t'], { through, partner }: CustodyFacts): string | undefined {
  const words = { partner: partner ?? t('custody.partnerUnknown') }
  if (!through?.rights.includes('box.edit')) return t('box.whyNotShareEdit', words)
  return through.available ? undefined : t('box.whyNotNow')
}
