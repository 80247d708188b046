import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import { type GroupId, groupIdSchema } from '../../shared/records/scalars.ts'
import { boxName } from '../devices/device-item.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { withBelow } from './group-facts.ts'
import { effectsOfMovingBoxes, MOST_BOXES_AT_ONCE, moveBoxesCommands } from './group-moves.ts'
import { GroupPicker, type PickedGroup, type PickerOption } from './group-picker.tsx'
import { MoveEffectNotices } from './move-effects.tsx'
import { takeOut } from './take-out.ts'
import { useGroupTree } from './use-groups.ts'

const EFFECT_KINDS = ['group', 'groupShare', 'box', 'assignment', 'session'] as const

interface MoveBoxesProps {
  readonly boxes: readonly Box[]
  /** Serials that were ticked too but are a partner's. */
  readonly leftOut?: readonly string[]
  readonly onMoved?: () => void
  readonly onClose: () => void
}

/** G1: puts boxes into a group, many as one act; says beforehand which partner loses or gains them. */
export function MoveBoxesDialog({ boxes, leftOut = [], onMoved, onClose }: MoveBoxesProps) {
  const say = useSay()
  const { t } = say
  const tree = useGroupTree()
  const [chosen] = useState({ boxes, leftOut })
  const [picked, setPicked] = useState<PickedGroup>()
  const { give, problem, busy } = useGive()
  const to = picked?.kind === 'place' ? (picked.id as GroupId | null) : null
  const effects = useDerived(EFFECT_KINDS, (records) => effectsOfMovingBoxes(records, chosen.boxes, to), [chosen, to])
  const shownEffects = picked === undefined ? { lose: [], gain: [] } : effects
  const [first] = chosen.boxes
  if (first === undefined) return null
  const words = { count: chosen.boxes.length, box: boxName(first) }
  const groupName = picked && (picked.kind === 'new' ? picked.name : (tree.byId.get(picked.id ?? '')?.group.name ?? ''))
  const allAt = chosen.boxes.every(({ groupId }) => groupId === first.groupId) ? first.groupId : undefined
  const options: readonly PickerOption[] = tree.roots
    .filter(({ isOurs }) => isOurs)
    .flatMap(withBelow)
    .map((facts) => ({
      id: facts.group.id,
      label: facts.path,
      ...(facts.partner === '' ? {} : { detail: t('groups.sharedWithShort', { partner: facts.partner }) }),
      ...(facts.group.id === allAt ? { whyNot: t('groups.moving.here') } : {}),
    }))

  const move = async () => {
    if (picked === undefined || groupName === undefined || busy) return
    const newId = groupIdSchema.parse(crypto.randomUUID())
    const create = { type: 'createGroup', args: { groupId: newId, name: groupName } } as const
    const { commands, undo } = moveBoxesCommands(chosen.boxes, picked.kind === 'new' ? newId : to)
    const removeNew = { type: 'deleteGroup', args: { groupId: newId } } as const
    const done = await give(picked.kind === 'new' ? [create, ...commands] : commands, {
      said: t('groups.moving.done', { ...words, group: groupName }),
      // What took boxes from a partner isn't just put back (ux 4).
      ...(effects.lose.length > 0 ? {} : { undo: picked.kind === 'new' ? [...undo, removeNew] : undo }),
    })
    if (!done) return
    onMoved?.()
    onClose()
  }
  return (
    <Dialog title={t('groups.moving.title', words)} opened onClose={onClose}>
      {chosen.leftOut.length === 0 ? null : (
        <Notice>
          {t('groups.moving.leftOut', { count: chosen.leftOut.length, boxes: serialsText(say, chosen.leftOut) })}
        </Notice>
      )}
      <GroupPicker
        label={t('groups.moving.list')}
        options={options}
        createLabel={(name) => t('groups.moving.createNew', { name })}
        value={picked}
        onChange={setPicked}
        onDone={() => void move()}
      />
      <MoveEffectNotices effects={shownEffects} />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look={shownEffects.lose.length > 0 ? 'danger' : 'primary'}
          busy={busy}
          whyNot={whyNotMove(say, chosen.boxes, picked)}
          onClick={() => void move()}
        >
          {groupName === undefined
            ? t('groups.moving.doNone')
            : t('groups.moving.do', { count: words.count, box: first.serial, group: groupName })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function whyNotMove({ t }: ReturnType<typeof useSay>, boxes: readonly Box[], picked: PickedGroup | undefined) {
  if (boxes.length > MOST_BOXES_AT_ONCE) return t('groups.whyNotMany')
  return picked === undefined ? t('groups.moving.choose') : undefined
}

/** Asks before boxes are taken out of groups where a partner loses them by it. */
export function TakeOutDialog({ boxes, onMoved, onClose }: MoveBoxesProps) {
  const { t } = useSay()
  const [chosen] = useState(boxes)
  const effects = useDerived(EFFECT_KINDS, (records) => effectsOfMovingBoxes(records, chosen, null), [chosen])
  const records = useTracksideState((state) => state.records)
  const { give, problem } = useGive()
  const [first] = chosen
  if (first === undefined) return null
  const words = { count: chosen.length, box: boxName(first) }
  const confirm = async () => {
    const act = takeOut(t, records, chosen)
    const done = await give(act.commands, act.done)
    if (done) onMoved?.()
    return done
  }
  return (
    <ConfirmDialog
      title={t('groups.moving.titleOut', words)}
      act={t('groups.moving.doOut', words)}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <MoveEffectNotices effects={effects} />
    </ConfirmDialog>
  )
}
