import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import { type Loan, VALIDITY_MS, type Validity, validitySchema } from '../../shared/records/loan.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import { useGive } from '../give/use-give.ts'
import { useDoor } from '../tickets/door-context.ts'
import { isOnline } from '../tickets/is-online.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useSay } from '../words/say.tsx'
import { useBoxUse } from './box-use.ts'
import { boxName } from './device-item.ts'

export interface LoanDialogProps {
  readonly box: Box
  readonly loan: Loan
  readonly custody: CustodyFacts
  readonly onClose: () => void
}

/** L9: the owner ends the loan. It hurts somebody's race, so it asks, and says what is known of the effect. */
export function EndLoanDialog({ box, loan, custody, onClose }: LoanDialogProps) {
  const { t } = useTranslation()
  const { give, problem } = useGive()
  const offline = useIsOffline()
  const name = boxName(box)
  const partner = custody.partner ?? t('custody.partnerUnknown')
  const said = t('box.endLoanDone', { box: name })
  return (
    <ConfirmDialog
      title={t('box.endLoanTitle', { box: name })}
      act={t('box.endLoanDo')}
      problem={problem}
      onConfirm={() => give([{ type: 'revokeShare', args: { loanId: loan.id } }], { said })}
      onClose={onClose}
    >
      <p>{custody.state === 'reserved' ? t('box.endLoanReserved') : t('box.endLoanText', { partner })}</p>
      {offline ? (
        <Notice level="warning">
          {custody.state === 'reserved' ? t('box.endLoanReservedOffline') : t('box.endLoanOffline', { partner })}
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}

function useIsOffline(): boolean {
  return useTracksideState((state) => !isOnline(state.status?.connection))
}

/** L9: the recipient gives back early, and is told what falls with it. */
export function GiveBackDialog({ box, loan, custody, onClose }: LoanDialogProps) {
  const { t } = useTranslation()
  const { time } = useSay()
  const { give, problem } = useGive()
  const door = useDoor()
  const offline = useIsOffline()
  const { event, place, run } = useBoxUse(box.id)
  const giveBack = async () => {
    const done = await give([{ type: 'returnBox', args: { loanId: loan.id } }], { said: t('box.giveBackDone', words) })
    // The owner can't hear of it otherwise; the box has left this screen, the door stays.
    if (done && offline) door.show('return-slip', [loan.id])
    return done
  }
  const words = { box: boxName(box), partner: custody.partner ?? t('custody.partnerUnknown') }
  return (
    <ConfirmDialog
      title={t('box.giveBackTitle', words)}
      act={t('box.giveBack', words)}
      problem={problem}
      onConfirm={giveBack}
      onClose={onClose}
    >
      <p>{t('box.giveBackText')}</p>
      {event === undefined && run === undefined ? null : (
        <Notice level="warning">
          {t('box.falls')}
          <ul className="box-falls">
            {event === undefined ? null : (
              <li>
                {place === ''
                  ? t('box.fallsEventOnly', { event: event.name })
                  : t('box.fallsEvent', { place, event: event.name })}
              </li>
            )}
            {run === undefined ? null : <li>{t('box.fallsRun', { clock: time.clock(run.startedAt) })}</li>}
          </ul>
        </Notice>
      )}
    </ConfirmDialog>
  )
}

/** L13: the new end is the old one and the validity. */
export function ExtendDialog({ box, loan, custody, onClose }: LoanDialogProps) {
  const { t } = useTranslation()
  const { time, now } = useSay()
  const { give, problem, busy } = useGive()
  const door = useDoor()
  const offline = useIsOffline()
  const [validity, setValidity] = useState<Validity>('1d')
  const name = boxName(box)
  const endOf = (chosen: Validity) => time.long(timePlus(loan.endsAt, VALIDITY_MS[chosen]), now)
  const extend = async () => {
    const said = t('box.extendDone', { box: name, end: endOf(validity) })
    if (!(await give([{ type: 'extendShare', args: { loanId: loan.id, validity } }], { said }))) return
    onClose()
    if (offline) door.show('extension-slip', [loan.id])
  }
  return (
    <Dialog title={t('box.extendTitle', { box: name })} opened onClose={onClose}>
      <p>
        {t('box.extendText', {
          end: time.long(loan.endsAt, now),
          partner: custody.partner ?? t('custody.partnerUnknown'),
        })}
      </p>
      <RadioCards
        label={t('lend.until')}
        value={validity}
        onChange={setValidity}
        autoFocus
        cards={validitySchema.options.map((value) => ({
          value,
          label: `+ ${t(`lend.validity.${value}`)}`,
          detail: endOf(value),
        }))}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" busy={busy} onClick={() => void extend()}>
          {t('box.extendDo', { end: endOf(validity) })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** R5: taking a box off its event while a timing run is on. */
export function TakeOffDialog({
  box,
  event,
  run,
  onClose,
}: {
  readonly box: Box
  readonly event: Event
  readonly run: Session | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { time } = useSay()
  const { give, problem } = useGive()
  const words = { box: boxName(box), event: event.name }
  return (
    <ConfirmDialog
      title={t('box.takeOffTitle', words)}
      act={t('box.takeOff', words)}
      problem={problem}
      onConfirm={() => give([{ type: 'releaseBox', args: { boxId: box.id } }], { said: t('box.takeOffDone', words) })}
      onClose={onClose}
    >
      {run === undefined ? null : <p>{t('box.takeOffRun', { clock: time.clock(run.startedAt) })}</p>}
    </ConfirmDialog>
  )
}
