import { useState } from 'react'
import type { CommandToGive } from '../give/command-to-give.ts'
import { useGive } from '../give/use-give.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'
import { LeftOutNotice } from './left-out.tsx'
import type { TickedFor } from './ticked-facts.ts'

/** Several boxes out of service, or back into it, with what undoes it. */
export function serviceAct(t: Say['t'], fit: readonly DeviceItem[], isOut: boolean) {
  const edit = (outOfService: boolean): readonly CommandToGive[] =>
    fit.map(({ box }) => ({ type: 'editBox', args: { boxId: box.id, outOfService } }))
  const said = t(isOut ? 'devices.outDone' : 'devices.inDone', { count: fit.length })
  return { commands: edit(isOut), done: { said, undo: edit(!isOut) } }
}

/** Whether something has to be said first: what stays out of it, or whose race it touches. */
export function asksFirst({ fit, leftOut }: TickedFor, isOut: boolean): boolean {
  return leftOut.length > 0 || (isOut && fit.some(isInUse))
}

/** Asks, where some stay out of it or are in use. */
export function ServiceDialog({
  ticked,
  isOut,
  onDone,
  onClose,
}: {
  readonly ticked: TickedFor
  readonly isOut: boolean
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const [{ fit, leftOut }] = useState(ticked)
  const { give, problem } = useGive()
  const used = isOut ? fit.filter(isInUse).map(({ box }) => box.serial) : []
  const words = { count: fit.length }
  const confirm = async () => {
    const { commands, done } = serviceAct(t, fit, isOut)
    const isGiven = await give(commands, done)
    if (isGiven) onDone()
    return isGiven
  }
  return (
    <ConfirmDialog
      title={t(isOut ? 'devices.outTitle' : 'devices.inTitle', words)}
      act={t(isOut ? 'devices.outDo' : 'devices.inDo', words)}
      danger={used.length > 0}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="dialog-form">
        <p className="mono">
          {serialsText(
            say,
            fit.map(({ box }) => box.serial),
          )}
        </p>
        {isOut ? <p>{t('devices.outText')}</p> : null}
        {used.length === 0 ? null : (
          <Notice level="warning">
            {t('devices.outInUse', { count: used.length, boxes: serialsText(say, used) })}
          </Notice>
        )}
        <LeftOutNotice fit={fit.length} leftOut={leftOut} />
      </div>
    </ConfirmDialog>
  )
}

function isInUse({ place, running }: DeviceItem): boolean {
  return place !== undefined || running
}
