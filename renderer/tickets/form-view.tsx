import type { ReactNode } from 'react'
import type { Loan } from '../../shared/records/loan.ts'
import { otherSideOf } from '../custody/custody-facts.ts'
import { useIdentity } from '../trackside.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { fileName, type LoanForm } from './loan-forms.ts'
import { SignedView } from './signed-view.tsx'

type Form = Exclude<LoanForm, 'ticket'> | 'card'

/** A slip or the card, large, with one line on what it is for. */
export function FormView({
  form,
  text,
  loans,
  children,
}: {
  readonly form: Form
  readonly text: string
  readonly loans: readonly Loan[]
  readonly children?: ReactNode
}) {
  const say = useSay()
  const own = useIdentity()?.organisation.name ?? ''
  const serials = loans.map(({ boxSerial }) => boxSerial)
  const what = form === 'card' ? own : serialsText(say, serials)
  return (
    <SignedView text={text} label={say.t(`ticket.qr.${form}`, { what })} file={fileName(form, serials)}>
      {children}
      <p>
        <b>{leadOf(say, form, loans[0])}</b>
      </p>
      {form === 'card' ? null : <p className="muted">{say.t('ticket.slipOptional')}</p>}
    </SignedView>
  )
}

function leadOf(say: Say, form: Form, loan: Loan | undefined): string {
  const { t, time, now } = say
  if (form === 'card') return t('ticket.cardLead')
  const partner = { partner: partnerName(say, form, loan) }
  switch (form) {
    case 'receipt':
      return t('ticket.receiptLead', partner)
    case 'return-slip':
      return t('ticket.returnLead', partner)
    case 'extension-slip':
      return t('ticket.extensionLead', { ...partner, end: loan ? time.long(loan.endsAt, now) : '' })
  }
}

/** The side that scans it: of an extension the recipient, else the owner. */
function partnerName({ t, nameOf }: Say, form: Form, loan: Loan | undefined): string {
  const id = form === 'extension-slip' && loan ? otherSideOf(loan) : loan?.ownerId
  return (id && nameOf(id)) ?? t('custody.partnerUnknown')
}
