import type { Loan } from '../../shared/records/loan.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { isTaken } from '../../shared/rules/loans.ts'
import { otherSideOf } from '../custody/custody-facts.ts'
import { useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { useDoor } from './door-context.ts'
import { LoanCode } from './loan-code.tsx'
import { fileName } from './loan-forms.ts'
import { useLoans, useLoansOfAct } from './loan-records.ts'
import { SignedView } from './signed-view.tsx'

/** tickets.md: a code with more boxes in it can't be read from a screen. */
const MOST_IN_QR = 5

/** The code of one or several loans (L17), short and as QR code, and which of them works without internet. */
export function LentView({
  code,
  ticket,
  loanIds,
  isNew,
  onClose,
}: {
  readonly code: string | null
  readonly ticket: string | null
  readonly loanIds: readonly LoanId[]
  /** Just lent: nobody has taken it yet. */
  readonly isNew: boolean
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const door = useDoor()
  const [first] = useLoans(loanIds)
  const loans = useLoansOfAct(first)
  const isUnconfirmed = useUnconfirmed('loan', first?.id)
  const serials = loans.map(({ boxSerial }) => boxSerial)
  const hasQr = loans.length <= MOST_IN_QR
  const facts = (
    <>
      {first === undefined ? null : <ForWhom loan={first} />}
      {code === null ? null : <LoanCode code={code} />}
      <ul className="signed-view-lines">
        {works(t, { ticket, code, hasQr, isUnconfirmed }).map(({ text, isNow }) => (
          <li key={text}>
            <span aria-hidden="true">{isNow ? '✓' : '○'}</span>
            {text}
          </li>
        ))}
      </ul>
      {first !== undefined && isTaken(first) ? <Taken loan={first} /> : null}
    </>
  )
  const scanReceipt = () => {
    onClose()
    door.receive()
  }
  return (
    <>
      {ticket === null ? (
        facts
      ) : (
        <SignedView
          text={ticket}
          label={t('ticket.qr.ticket', { what: serialsText(say, serials) })}
          file={fileName('ticket', serials)}
          hasQr={hasQr}
        >
          {facts}
        </SignedView>
      )}
      <DialogButtons>
        {code === null ? null : <CopyButton text={code} label={t('lend.copyCode')} />}
        {ticket === null ? null : <Button onClick={scanReceipt}>{t('ticket.scanReceipt')}</Button>}
        <Button look="primary" onClick={onClose} {...(isNew ? {} : { 'data-autofocus': true })}>
          {t('lend.done')}
        </Button>
      </DialogButtons>
    </>
  )
}

interface Ways {
  readonly ticket: string | null
  readonly code: string | null
  readonly hasQr: boolean
  readonly isUnconfirmed: boolean
}

/** A line each on what works without internet, and what doesn't yet (ux 7). */
export function works(t: Say['t'], { ticket, code, hasQr, isUnconfirmed }: Ways) {
  const byTicket =
    ticket === null
      ? [{ text: t('ticket.noTicket'), isNow: false }]
      : [{ text: t(hasQr ? 'ticket.worksNow' : 'ticket.fileWorksNow'), isNow: true }]
  const byCode =
    code === null ? [] : [{ text: t(isUnconfirmed ? 'ticket.codeNotYet' : 'ticket.codeWorks'), isNow: !isUnconfirmed }]
  const tooMany = ticket === null || hasQr ? [] : [{ text: t('ticket.tooMany'), isNow: false }]
  return [...byTicket, ...tooMany, ...byCode]
}

/** L15: whether somebody else can take it. */
function ForWhom({ loan }: { readonly loan: Loan }) {
  const { t, time, now, nameOf } = useSay()
  const { addressedToId: id } = loan
  const partner = id === undefined ? undefined : (nameOf(id) ?? t('custody.partnerUnknown'))
  return (
    <p>
      <b>{partner === undefined ? t('ticket.forAnyone') : t('ticket.forPartner', { partner })}</b>{' '}
      {t('lend.codeUntil', { end: time.long(loan.endsAt, now) })}
    </p>
  )
}

function Taken({ loan }: { readonly loan: Loan }) {
  const { t, nameOf } = useSay()
  const id = otherSideOf(loan)
  return (
    <Notice level="good">{t('lend.codeTaken', { partner: (id && nameOf(id)) ?? t('custody.partnerUnknown') })}</Notice>
  )
}
