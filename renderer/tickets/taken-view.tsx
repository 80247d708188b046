import type { Loan } from '../../shared/records/loan.ts'
import { goTo } from '../router.ts'
import { useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { AnswerProps } from './answer-props.ts'
import { FormView } from './form-view.tsx'
import { useLoans } from './loan-records.ts'
import type { Received } from './use-receiving.ts'
import { useSignedForm } from './use-signed-form.ts'

type Done = Extract<Received, { status: 'done' }>

/** The boxes came: which, from whom, until when. By a ticket, with the receipt to show back (tickets.md). */
export function TakenView({
  done: { loanIds, leftOut, byTicket },
  knownBefore,
  onAgain,
  onClose,
}: AnswerProps & { readonly done: Done; readonly knownBefore: ReadonlySet<string> }) {
  const say = useSay()
  const { t } = say
  const loans = useLoans(loanIds)
  const receipt = useSignedForm('receipt', byTicket ? loanIds : NONE)
  const [first] = loans
  const open = () => {
    onClose()
    if (first) goTo('devices', first.boxId)
  }
  const hasReceipt = byTicket && typeof receipt === 'string'
  const what = (
    <>
      <Notice level="good">
        {loans.length === 0 ? t('borrow.doneUnknown') : null}
        {loans.map((loan) => (
          <p key={loan.id}>
            <span aria-hidden="true">✓ </span>
            <b>{t('borrow.done', { box: loan.boxSerial, end: say.time.short(loan.endsAt, say.now) })}</b>
          </p>
        ))}
        {first === undefined ? null : <Lender loan={first} isKnown={knownBefore.has(first.ownerId)} />}
        {byTicket ? <p>{t('scan.notConfirmed')}</p> : null}
      </Notice>
      {leftOut.map(({ serial, code, details }) => (
        <Notice key={serial} level="warning">
          {t('borrow.leftOut', { serial, reason: refusalSentence(say, { code, details }) })}
        </Notice>
      ))}
    </>
  )
  return (
    <Dialog title={t('borrow.title')} opened forCode={hasReceipt} onClose={onClose}>
      {hasReceipt ? (
        <FormView form="receipt" text={receipt} loans={loans}>
          {what}
        </FormView>
      ) : (
        what
      )}
      <DialogButtons>
        <Button onClick={onAgain}>{t('borrow.another')}</Button>
        {hasReceipt ? <Button onClick={onClose}>{t('scan.later')}</Button> : null}
        <Button look="primary" data-autofocus onClick={open}>
          {first === undefined ? t('action.close') : t('borrow.open', { serial: first.boxSerial })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

const NONE = [] as const

/** O8: the certified name and number, and whether it is the first time. */
function Lender({ loan, isKnown }: { readonly loan: Loan; readonly isKnown: boolean }) {
  const { t, time, now } = useSay()
  const partner = useRecord('partner', loan.ownerId)
  if (partner === undefined) return <p>{t('borrow.fromPartner', { partner: t('custody.partnerUnknown') })}</p>
  const words = { partner: partner.name, number: partner.number }
  if (isKnown) return <p>{t('scan.since', { ...words, since: time.day(partner.since.slice(0, 10), now) })}</p>
  return (
    <>
      <p>
        <b>{t('scan.firstTime', words)}</b>
      </p>
      <p>{t('scan.firstTimeWhy')}</p>
    </>
  )
}
