import { type FormEvent, useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import { boxName } from '../devices/device-item.ts'
import type { PlacedBox } from '../events/event-facts.ts'
import { AddressFields, useAddressChoice } from '../live/address-choice.tsx'
import { useCan, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { Check } from './check.ts'
import { CheckLine } from './check-line.tsx'
import { type TestReading, useTestRead } from './use-test-read.ts'

/** How the test read at a box stands, and its button. */
export function TestRead({ placed: { box, run }, check }: { readonly placed: PlacedBox; readonly check: Check }) {
  const { t } = useSay()
  const canRun = useCan('timing.run')
  const reading = useTestRead(box.id)
  const chip = useTracksideState((state) => state.testReads.get(box.id)?.chip)
  const [isAsking, setAsking] = useState(false)
  const nothing: Check = {
    key: 'test',
    level: 'look',
    words: t('ready.testNothing'),
    todo: t('ready.testNothingTodo'),
  }
  const begin = async () => {
    if ((await reading.start()) === 'no-address') setAsking(true)
  }
  return (
    <>
      <ul className="checks" aria-live="polite">
        <CheckLine check={reading.cameNothing && check.level === 'look' ? nothing : check} />
      </ul>
      {check.level === 'good' && run === undefined && chip !== undefined ? (
        <span className="small mono ready-chip">{t('ready.testChip', { chip })}</span>
      ) : null}
      {canRun && run === undefined ? (
        <span className="ready-test-acts">
          <TestButtons
            box={box}
            check={check}
            reading={reading}
            onBegin={() => void begin()}
            onAddress={() => setAsking(true)}
          />
        </span>
      ) : null}
      {reading.problem === undefined ? null : <InlineError>{reading.problem}</InlineError>}
      {isAsking ? <AddressDialog box={box} reading={reading} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function TestButtons({
  box,
  check,
  reading,
  onBegin,
  onAddress,
}: {
  readonly box: Box
  readonly check: Check
  readonly reading: TestReading
  readonly onBegin: () => void
  readonly onAddress: () => void
}) {
  const { t } = useSay()
  const link = useTracksideState((state) => state.links.get(box.id)?.state)
  const name = { box: box.serial }
  if (check.level === 'wait') {
    return (
      <>
        <Button aria-label={t('ready.testCancelOf', name)} onClick={reading.stop}>
          {t('ready.testCancel')}
        </Button>
        {link === 'connected' ? null : (
          <Button look="quiet" aria-label={t('ready.addressOtherOf', name)} onClick={onAddress}>
            {t('ready.addressOther')}
          </Button>
        )}
      </>
    )
  }
  const isAgain = check.level === 'good'
  return (
    <Button busy={reading.busy} aria-label={t(isAgain ? 'ready.testAgainOf' : 'ready.testOf', name)} onClick={onBegin}>
      {t(isAgain ? 'ready.testAgain' : 'ready.test')}
    </Button>
  )
}

function AddressDialog({
  box,
  reading,
  onClose,
}: {
  readonly box: Box
  readonly reading: TestReading
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const choice = useAddressChoice([], 'other')
  const [isPressed, setPressed] = useState(false)
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    setPressed(true)
    if (choice.address === undefined) return
    const status = await reading.start(choice.address)
    if (status === 'waiting' || status === 'running') onClose()
  }
  return (
    <Dialog title={t('ready.address', { box: boxName(box) })} opened onClose={onClose}>
      <form className="dialog-form" onSubmit={(submitted) => void submit(submitted)}>
        <AddressFields choice={choice} label={t('live.where')} withoutWhy={undefined} isPressed={isPressed} focus />
        {reading.problem === undefined ? null : <InlineError>{reading.problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" busy={reading.busy}>
            {t('ready.testOf', { box: box.serial })}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
