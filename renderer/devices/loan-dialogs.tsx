import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import { type Loan, VALIDITY_MS, type Validity, validitySchema } from '../../shared/records/loan.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import { useGive } from '../give/use-give.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useSay } from '../words/say.tsx'
import { useBoxUse } from './box-use.ts'
import { boxName } from './device-item.ts'
import { LoanCodeView } from './loan-code-view.tsx'

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
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
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
      {offline && custody.state === 'lent' ? (
        <Notice level="warning">{t('box.endLoanOffline', { partner })}</Notice>
      ) : null}
    </ConfirmDialog>
  )
}

/** L9: the recipient gives back early, and is told what falls with it. */
export function GiveBackDialog({ box, loan, custody, onClose }: LoanDialogProps) {
  const { t } = useTranslation()
  const { time } = useSay()
  const { give, problem } = useGive()
  const { event, place, run } = useBoxUse(box.id)
  const words = { box: boxName(box), partner: custody.partner ?? t('custody.partnerUnknown') }
  return (
    <ConfirmDialog
      title={t('box.giveBackTitle', words)}
      act={t('box.giveBack', words)}
      problem={problem}
      onConfirm={() => give([{ type: 'returnBox', args: { loanId: loan.id } }], { said: t('box.giveBackDone', words) })}
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
  const [validity, setValidity] = useState<Validity>('1d')
  const name = boxName(box)
  const endOf = (chosen: Validity) => time.long(timePlus(loan.endsAt, VALIDITY_MS[chosen]), now)
  const extend = async () => {
    const said = t('box.extendDone', { box: name, end: endOf(validity) })
    if (await give([{ type: 'extendShare', args: { loanId: loan.id, validity } }], { said })) onClose()
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

/** The code is kept on the laptop that made it, and nowhere else. */
export function ShowCodeDialog({ box, loan, onClose }: Omit<LoanDialogProps, 'custody'>) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [code, setCode] = useState<string | null>()
  useEffect(() => {
    let current = true
    const found = (known: string | null) => {
      if (current) setCode(known)
    }
    core.call('loanCode', { loanId: loan.id }).then(
      (result) => found(result.code),
      () => found(null),
    )
    return () => {
      current = false
    }
  }, [core, loan.id])
  return (
    <Dialog title={t('box.codeTitle', { box: boxName(box) })} opened wide onClose={onClose}>
      {code ? <LoanCodeView code={code} loanIds={[loan.id]} onClose={onClose} /> : null}
      {code === null ? (
        <>
          <Notice>{t('box.codeElsewhere')}</Notice>
          <DialogButtons>
            <Button look="primary" onClick={onClose}>
              {t('action.close')}
            </Button>
          </DialogButtons>
        </>
      ) : null}
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
