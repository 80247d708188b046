import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupId } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError } from '../ui/notices.tsx'
import type { Say } from '../words/say.tsx'
import { type GroupFacts, type GroupTree, withBelow } from './group-facts.ts'
import { effectsOfMovingGroup } from './group-moves.ts'
import { GroupPicker, type PickedGroup, type PickerOption } from './group-picker.tsx'
import { MoveEffectNotices } from './move-effects.tsx'
import { useGroupTree } from './use-groups.ts'

const EFFECT_KINDS = ['group', 'groupShare', 'box', 'assignment', 'session'] as const

/** G1, G3: moves a group with all below it. What was dropped somewhere comes here where a partner is concerned. */
export function MoveGroupDialog({
  facts,
  to: dropped,
  onClose,
}: {
  readonly facts: GroupFacts
  /** Where it was dropped, if it was. */
  readonly to?: GroupId | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { group } = facts
  const tree = useGroupTree()
  const [picked, setPicked] = useState<PickedGroup | undefined>(
    dropped === undefined ? undefined : { kind: 'place', id: dropped },
  )
  const { give, problem, busy } = useGive()
  const to = picked?.kind === 'place' ? (picked.id as GroupId | null) : group.parentId
  const effects = useDerived(EFFECT_KINDS, (records) => effectsOfMovingGroup(records, group.id, to), [group, to])
  const words = moveWords(t, tree, facts, to)
  const move = async () => {
    if (picked === undefined || busy) return
    if (await give(...moveGroupAct(words.done, facts, to, effects.lose.length > 0))) onClose()
  }
  return (
    <Dialog title={t('groups.moving.titleGroup', { group: group.name })} opened onClose={onClose}>
      {dropped === undefined ? (
        <GroupPicker
          label={t('groups.moving.list')}
          options={placesFor(t, tree, facts)}
          value={picked}
          onChange={setPicked}
          onDone={() => void move()}
        />
      ) : null}
      <MoveEffectNotices effects={effects} />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look={effects.lose.length > 0 ? 'danger' : 'primary'}
          busy={busy}
          whyNot={picked === undefined ? t('groups.moving.choose') : undefined}
          onClick={() => void move()}
        >
          {picked === undefined ? t('groups.moving.doNone') : words.act}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** The arguments of `give`: the move, what is said of it, and its opposite where it hurts nobody (ux 4). */
export function moveGroupAct(said: string, { group }: GroupFacts, to: GroupId | null, hurts: boolean) {
  const move = (parentId: GroupId | null) => [{ type: 'moveGroup', args: { groupId: group.id, parentId } }] as const
  return [move(to), { said, ...(hurts ? {} : { undo: move(group.parentId) }) }] as const
}

export function moveWords(t: Say['t'], tree: GroupTree, { group }: GroupFacts, to: GroupId | null) {
  const parent = to === null ? undefined : tree.byId.get(to)?.group.name
  if (parent === undefined) {
    const words = { group: group.name }
    return { act: t('groups.moving.doGroupTop', words), done: t('groups.moving.doneGroupTop', words) }
  }
  const words = { group: group.name, parent }
  return { act: t('groups.moving.doGroup', words), done: t('groups.moving.doneGroup', words) }
}

/** G1: our own groups but for itself and those below it, and the top. */
function placesFor(t: Say['t'], tree: GroupTree, facts: GroupFacts): readonly PickerOption[] {
  const inside = new Set(withBelow(facts).map(({ group }) => group.id))
  const here = { whyNot: t('groups.moving.here') }
  const places = tree.roots
    .filter(({ isOurs }) => isOurs)
    .flatMap(withBelow)
    .filter(({ group }) => !inside.has(group.id))
  return [
    { id: null, label: t('groups.moving.top'), ...(facts.group.parentId === null ? here : {}) },
    ...places.map(({ group, path, partner }) => ({
      id: group.id,
      label: path,
      ...(partner === '' ? {} : { detail: t('groups.sharedWithShort', { partner }) }),
      ...(group.id === facts.group.parentId ? here : {}),
    })),
  ]
}
