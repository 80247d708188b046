import type { Box } from '../../shared/records/box.ts'
import type { GroupShare } from '../../shared/records/group.ts'
import { useBoxUses } from '../devices/box-use.ts'
import { boxName } from '../devices/device-item.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { GroupFacts } from './group-facts.ts'
import { effectOfStopping, isUsedBy } from './group-moves.ts'
import { serials } from './move-effects.tsx'
import './end-share-dialogs.css'

interface EndShareProps {
  readonly facts: GroupFacts
  readonly share: GroupShare
  readonly onClose: () => void
}

const KINDS = ['group', 'groupShare', 'box', 'assignment', 'session'] as const

/** G8: the holder stops. It can hurt the partner's race, so it asks, and says what is known of its use. */
export function StopShareDialog({ facts, share, onClose }: EndShareProps) {
  const say = useSay()
  const { t } = say
  const { give, problem } = useGive()
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
  const { boxes, used } = useDerived(KINDS, (records) => effectOfStopping(records, share), [share])
  const partner = facts.partner === '' ? t('custody.partnerUnknown') : facts.partner
  const words = { group: facts.group.name, partner }
  const stop = () =>
    give([{ type: 'stopGroupShare', args: { groupId: share.id } }], { said: t('share.stopDone', words) })
  return (
    <ConfirmDialog
      title={t('share.stopTitle', words)}
      act={t('groups.stop', words)}
      problem={problem}
      onConfirm={stop}
      onClose={onClose}
    >
      <p>
        {boxes.length === 0 && facts.boxesBelow > 0
          ? t('share.stopNothing', words)
          : t('share.stopText', { ...words, count: boxes.length })}
      </p>
      {used.length === 0 ? (
        <p>{t('share.stopUnused', words)}</p>
      ) : (
        <Notice level="warning">
          {t('share.stopUsed', { ...words, count: used.length, boxes: serials(say, used) })}
        </Notice>
      )}
      <p>{t('share.stopKeeps', words)}</p>
      {offline ? <Notice level="warning">{t('share.stopOffline', words)}</Notice> : null}
    </ConfirmDialog>
  )
}

/** G8: the receiver leaves, and is told what of its own use falls with it. */
export function LeaveGroupDialog({ facts, share, onClose }: EndShareProps) {
  const { t } = useSay()
  const viewer = useOrganisationId()
  const { give, problem } = useGive()
  const { boxes, used } = useDerived(
    KINDS,
    (records) => {
      const effect = effectOfStopping(records, share)
      return { boxes: effect.boxes, used: effect.boxes.filter((box) => isUsedBy(records, box, viewer)) }
    },
    [share, viewer],
  )
  const partner = facts.partner === '' ? t('custody.partnerUnknown') : facts.partner
  const words = { group: facts.group.name, partner }
  const leave = () =>
    give([{ type: 'stopGroupShare', args: { groupId: share.id } }], { said: t('share.leaveDone', words) })
  return (
    <ConfirmDialog
      title={t('share.leaveTitle', words)}
      act={t('groups.leave', words)}
      problem={problem}
      onConfirm={leave}
      onClose={onClose}
    >
      <p>
        {boxes.length === 0 && facts.boxesBelow > 0
          ? t('share.leaveNothing', words)
          : t('share.leaveText', { ...words, count: boxes.length })}
      </p>
      {used.length === 0 ? null : <UsedByUs boxes={used} />}
      <p>{t('share.leaveKeeps')}</p>
    </ConfirmDialog>
  )
}

function UsedByUs({ boxes }: { readonly boxes: readonly Box[] }) {
  const { t, time } = useSay()
  const uses = useBoxUses(boxes)
  return (
    <Notice level="warning">
      {t('share.leaveUsed')}
      <ul className="leave-used">
        {uses.map(({ box, use }) => {
          const where = [use.place, use.event?.name ?? ''].filter((part) => part !== '').join(' · ')
          const words = { box: boxName(box), place: where === '' ? t('events.notPlaced') : where }
          return (
            <li key={box.id}>
              {use.run === undefined
                ? t('share.leaveUsedPlace', words)
                : t('share.leaveUsedRun', { ...words, clock: time.clock(use.run.startedAt) })}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
