import { useState } from 'react'
import { AssignTicked } from '../events/assign-ticked-dialog.tsx'
import { useGive } from '../give/use-give.ts'
import { MOST_BOXES_AT_ONCE } from '../groups/group-moves.ts'
import { MoveBoxesDialog } from '../groups/move-boxes-dialog.tsx'
import { useCan, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { InlineError } from '../ui/notices.tsx'
import { type Say, useSay } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'
import { GiveBackTickedDialog } from './give-back-ticked-dialog.tsx'
import { leftOutLines } from './left-out.tsx'
import { LendDialog } from './lend-dialog.tsx'
import { asksFirst, ServiceDialog, serviceAct } from './service-dialog.tsx'
import { type TickedAct, type TickedFor, tickedFor } from './ticked-facts.ts'

/** One code is for a hundred boxes at most. */
const MOST_LENT_AT_ONCE = 100

interface TickedProps {
  readonly ticked: readonly DeviceItem[]
  /** What can be done besides, whatever is ticked. */
  readonly menu: readonly MenuItem[]
  /** They are no longer what is ticked. */
  readonly onDone: () => void
  /** After an act of one's own, nothing waits to be shown. */
  readonly onClose: () => void
}

/**
 * What can be done with the ticked boxes; there also while none is, as what an act shows outlasts the ticks. An act that fits only some of them says so first; one that fits none, why.
 */
export function TickedActs({ ticked, menu, onDone, onClose }: TickedProps) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const [canLend, canGroup, canUse] = [useCan('share.lend'), useCan('group.edit'), useCan('box.use')]
  const [dialog, setDialog] = useState<TickedAct>()
  const giver = useGive()
  const acts = actsWith(ticked, viewer)
  const lendable = acts.lend.fit.length
  const service = (act: 'out' | 'in') => {
    const { commands, done } = serviceAct(t, acts[act].fit, act === 'out')
    if (asksFirst(acts[act], act === 'out')) setDialog(act)
    else void giver.give(commands, done).then((isDone) => isDone && onDone())
  }
  const more = useTickedMenu(acts, service, () => setDialog('giveBack'))
  const tooManyToAssign = whyTooMany(say, ticked.length, MOST_BOXES_AT_ONCE)
  const close = () => {
    setDialog(undefined)
    onClose()
  }
  return (
    <>
      {ticked.length === 0 ? null : (
        <>
          {giver.problem === undefined ? null : <InlineError>{giver.problem}</InlineError>}
          <Menu label={t('devices.actions')} items={[...more, ...menu]} />
          {canGroup ? (
            <Button whyNot={whyNot(say, acts.move, MOST_BOXES_AT_ONCE)} onClick={() => setDialog('move')}>
              {t('groups.moveNone')}
            </Button>
          ) : null}
        </>
      )}
      {tooManyToAssign === undefined ? (
        <AssignTicked boxes={ticked.map(({ box }) => box)} onAssigned={onDone} onClose={onClose} />
      ) : null}
      {ticked.length === 0 ? null : (
        <>
          {canUse && tooManyToAssign !== undefined ? (
            <Button whyNot={tooManyToAssign}>{t('assign.ticked')}</Button>
          ) : null}
          {canLend ? (
            <Button look="primary" whyNot={whyNot(say, acts.lend, MOST_LENT_AT_ONCE)} onClick={() => setDialog('lend')}>
              {lendable === 0 ? t('devices.lendNone') : t('devices.lend', { count: lendable })}
            </Button>
          ) : null}
        </>
      )}
      <TickedDialog act={dialog} acts={acts} onDone={onDone} onClose={close} />
    </>
  )
}

type Acts = Readonly<Record<TickedAct, TickedFor>>

function actsWith(ticked: readonly DeviceItem[], viewer: DeviceItem['box']['ownerId']): Acts {
  const of = (act: TickedAct) => tickedFor(act, ticked, viewer)
  return { lend: of('lend'), giveBack: of('giveBack'), out: of('out'), in: of('in'), move: of('move') }
}

function useTickedMenu(
  acts: Acts,
  onService: (act: 'out' | 'in') => void,
  onGiveBack: () => void,
): readonly MenuItem[] {
  const say = useSay()
  const { t } = say
  const [canEdit, canBorrow] = [useCan('box.edit'), useCan('share.borrow')]
  const giveBack: MenuItem = {
    label:
      acts.giveBack.fit.length === 0
        ? t('devices.giveBackNone')
        : t('devices.giveBackDo', { count: acts.giveBack.fit.length }),
    onChoose: onGiveBack,
    whyNot: whyNot(say, acts.giveBack, MOST_BOXES_AT_ONCE),
  }
  const service = (['out', 'in'] as const).map((act) => ({
    label: serviceWords(say.t, act, acts[act].fit.length),
    onChoose: () => onService(act),
    whyNot: whyNot(say, acts[act], MOST_BOXES_AT_ONCE),
  }))
  return [...(canBorrow ? [giveBack] : []), ...(canEdit ? service : [])]
}

function serviceWords(t: Say['t'], act: 'out' | 'in', count: number): string {
  if (count === 0) return t(act === 'out' ? 'devices.outNone' : 'devices.inNone')
  return t(act === 'out' ? 'devices.outDo' : 'devices.inDo', { count })
}

function whyNot(say: Say, { fit, leftOut }: TickedFor, most: number): string | undefined {
  if (fit.length === 0) return leftOutLines(say, 0, leftOut).join('\n')
  return whyTooMany(say, fit.length, most)
}

function whyTooMany({ t }: Say, count: number, most: number): string | undefined {
  return count > most ? t('devices.tooMany', { most }) : undefined
}

function TickedDialog({
  act,
  acts,
  onDone,
  onClose,
}: Pick<TickedProps, 'onDone' | 'onClose'> & { readonly act: TickedAct | undefined; readonly acts: Acts }) {
  if (act === undefined) return null
  const { fit, leftOut } = acts[act]
  const boxes = fit.map(({ box }) => box)
  switch (act) {
    case 'lend':
      return <LendDialog boxes={boxes} leftOut={leftOut} onLent={onDone} onClose={onClose} />
    case 'move': {
      const serials = leftOut.flatMap((left) => left.serials)
      return <MoveBoxesDialog boxes={boxes} leftOut={serials} onMoved={onDone} onClose={onClose} />
    }
    case 'giveBack':
      return <GiveBackTickedDialog ticked={acts.giveBack} onGiven={onDone} onClose={onClose} />
    case 'out':
    case 'in':
      return <ServiceDialog ticked={acts[act]} isOut={act === 'out'} onDone={onDone} onClose={onClose} />
  }
}
