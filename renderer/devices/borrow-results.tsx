import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { goTo, placeHref } from '../router.ts'
import { useDerived, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { boxesThatFill, refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'

type Done = Extract<CallResult<'borrow'>, { status: 'done' }>
type Refused = Extract<CallResult<'borrow'>, { status: 'refused' }>

/** The boxes came: which, from whom, until when. */
export function BorrowDone({
  loanIds,
  leftOut,
  onAnother,
  onClose,
}: Pick<Done, 'leftOut'> & {
  readonly loanIds: readonly LoanId[]
  readonly onAnother: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const loans = useDerived(['loan'], (records) => loanIds.flatMap((id) => records.get('loan', id) ?? []), [loanIds])
  const [first] = loans
  const open = () => {
    onClose()
    if (first) goTo('devices', first.boxId)
  }
  return (
    <>
      <Notice level="good">
        {loans.length === 0 ? t('borrow.doneUnknown') : null}
        {loans.map((loan) => (
          <p key={loan.id}>
            <b>{t('borrow.done', { box: loan.boxSerial, end: say.time.short(loan.endsAt, say.now) })}</b>{' '}
            {t('borrow.fromPartner', { partner: say.nameOf(loan.ownerId) ?? t('custody.partnerUnknown') })}
          </p>
        ))}
      </Notice>
      {leftOut.map(({ serial, code }) => (
        <Notice key={serial} level="warning">
          {t('borrow.leftOut', { serial, reason: refusalSentence(say, { code }) })}
        </Notice>
      ))}
      <DialogButtons>
        <Button onClick={onAnother}>{t('borrow.another')}</Button>
        {first === undefined ? (
          <Button look="primary" onClick={onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <Button look="primary" data-autofocus onClick={open}>
            {t('borrow.open', { serial: first.boxSerial })}
          </Button>
        )}
      </DialogButtons>
    </>
  )
}

/** ux 7: a good code that isn't known yet is kept and tried by itself. */
export function BorrowWaiting({
  onAnother,
  onClose,
}: {
  readonly onAnother: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
  return (
    <>
      <Notice>{t(offline ? 'borrow.waitingOffline' : 'borrow.waitingOnline')}</Notice>
      <DialogButtons>
        <Button onClick={onAnother}>{t('borrow.another')}</Button>
        <Button look="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </DialogButtons>
    </>
  )
}

/** Why not; at the plan's limit also what fills it, one click away (ux 11). */
export function BorrowRefused({ refused, onClose }: { readonly refused: Refused; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const say = useSay()
  const fills = boxesThatFill(refused)
  return (
    <InlineError>
      {refusalSentence(say, refused)}
      {fills.length === 0 ? null : (
        <p>
          {t('borrow.fills')}{' '}
          {fills.map(({ id, serial }) => (
            <a key={id} href={placeHref('devices', id)} className="mono" onClick={onClose}>
              {serial}{' '}
            </a>
          ))}
        </p>
      )}
    </InlineError>
  )
}
