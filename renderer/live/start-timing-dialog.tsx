import { type FormEvent, useEffect, useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import { tellDone } from '../give/toasts.tsx'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { rowName } from './live-words.ts'
import { readAddress, USUAL_PORT } from './read-address.ts'
import { useTiming } from './use-timing.ts'

type KnownAddress = Address & { readonly reachedAt: string }

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

function useKnownAddresses(boxId: LiveRow['boxId']): readonly KnownAddress[] | undefined {
  const { core } = useTrackside()
  const [known, setKnown] = useState<readonly KnownAddress[]>()
  useEffect(() => {
    let isOver = false
    const show = (addresses: readonly KnownAddress[]) => {
      if (!isOver) setKnown(addresses)
    }
    core.call('boxAddresses', { boxId }).then(
      ({ addresses }) => show(addresses),
      () => show([]),
    )
    return () => {
      isOver = true
    }
  }, [core, boxId])
  return known
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
  const { t, time, now } = useSay()
  const timing = useTiming()
  const [way, setWay] = useState(known.length > 0 ? '0' : 'other')
  const [host, setHost] = useState('')
  const [port, setPort] = useState(USUAL_PORT)
  const [isPressed, setPressed] = useState(false)
  const address = way === 'other' ? readAddress(host, port) : known[Number(way)]
  const isWrong = way === 'other' && address === undefined
  const cards = [
    ...known.slice(0, MOST_KNOWN).map((one, index) => ({
      value: String(index),
      label: `${one.host}:${one.port}`,
      detail: t('live.reachedAt', { at: time.past(one.reachedAt, now) }),
    })),
    { value: 'other', label: t('live.otherAddress'), detail: t('live.otherAddressWhy') },
    ...(mode === 'start' ? [{ value: 'cloud', label: t('live.noAddress'), detail: t('live.noAddressWhy') }] : []),
  ]
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    setPressed(true)
    if (isWrong) return
    if (!(await act())) return
    if (mode === 'start') tellDone(t, t('live.startedSaid', { box: rowName(row) }))
    onClose()
  }
  const act = async () => {
    const reached = way === 'cloud' || address === undefined ? undefined : { host: address.host, port: address.port }
    if (mode === 'start') return (await timing.start({ boxId: row.boxId, alias: row.place }, reached)) !== undefined
    return reached === undefined ? false : timing.connect(row.boxId, reached)
  }
  return (
    <form className="dialog-form" onSubmit={(submitted) => void submit(submitted)}>
      {cards.length > 1 ? <RadioCards label={t('live.where')} cards={cards} value={way} onChange={setWay} /> : null}
      {way === 'other' ? (
        <div className="live-address">
          <Field
            label={t('live.host')}
            description={t('live.hostWhy')}
            placeholder="192.168.1.20"
            value={host}
            onChange={setHost}
            error={isPressed && isWrong ? t('live.addressWrong') : undefined}
            autoFocus
            mono
          />
          <Field label={t('live.port')} value={port} onChange={setPort} maxLength={5} mono />
        </div>
      ) : null}
      {timing.problem === undefined ? null : <InlineError>{timing.problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" busy={timing.busy} data-autofocus={way === 'other' ? undefined : true}>
          {t(mode === 'start' ? 'live.startDo' : 'live.connectDo', { serial: row.serial })}
        </Button>
      </DialogButtons>
    </form>
  )
}

const MOST_KNOWN = 3
