import { type FormEvent, useState } from 'react'
import { tellDone } from '../give/toasts.tsx'
import { useGive } from '../give/use-give.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { AddressFields, useAddressChoice } from './address-choice.tsx'
import type { LiveRow } from './live-facts.ts'
import { rowName } from './live-words.ts'
import { type KnownAddress, useKnownAddresses } from './use-known-addresses.ts'
import { useTiming } from './use-timing.ts'

/** Starts a run on the box, or connects this laptop to a box whose run is on; known addresses first. */
export function StartTimingDialog({
  row,
  mode,
  onClose,
}: {
  readonly row: LiveRow
  readonly mode: 'start' | 'connect'
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const known = useKnownAddresses(row.boxId)
  const name = rowName(row)
  const title = t(mode === 'start' ? 'live.startTitle' : 'live.connectTitle', { box: name })
  return (
    <Dialog title={title} opened onClose={onClose}>
      {/* The form begins with what is known. */}
      {known === undefined ? null : <StartForm row={row} mode={mode} known={known} onClose={onClose} />}
    </Dialog>
  )
}

function StartForm({
  row,
  mode,
  known,
  onClose,
}: {
  readonly row: LiveRow
  readonly mode: 'start' | 'connect'
  readonly known: readonly KnownAddress[]
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const timing = useTiming()
  const { give } = useGive()
  const choice = useAddressChoice(known, 'other')
  const [isPressed, setPressed] = useState(false)
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    setPressed(true)
    if (choice.isWrong) return
    if (!(await act())) return
    onClose()
  }
  const act = async () => {
    const { address } = choice
    if (mode === 'connect') return address === undefined ? false : timing.connect(row.boxId, address)
    const sessionId = await timing.start({ boxId: row.boxId, alias: row.place }, address)
    if (sessionId === undefined) return false
    tellDone(t, t('live.startedSaid', { box: rowName(row) }), () =>
      give([{ type: 'stopSession', args: { sessionId } }]),
    )
    return true
  }
  return (
    <form className="dialog-form" onSubmit={(submitted) => void submit(submitted)}>
      <AddressFields
        choice={choice}
        label={t('live.where')}
        withoutWhy={mode === 'start' ? t('live.noAddressWhy') : undefined}
        isPressed={isPressed}
        focus
      />
      {timing.problem === undefined ? null : <InlineError>{timing.problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          busy={timing.busy}
          data-autofocus={choice.way === 'other' ? undefined : true}
        >
          {t(mode === 'start' ? 'live.startDo' : 'live.connectDo', { serial: row.serial })}
        </Button>
      </DialogButtons>
    </form>
  )
}
