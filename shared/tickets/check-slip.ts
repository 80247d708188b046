import { type Refusal, refusal } from '../refusals.ts'
import { isAhead } from './ahead.ts'
import {
  type Certificate,
  type ExtensionSlip,
  type LoanSlip,
  type PartnerCard,
  readCard,
  readExtension,
  readLoanSlip,
} from './forms.ts'
import { openSigned, type SignedFault, type Trust, type Unverified } from './signed.ts'

export interface Checked<T> {
  readonly certificate: Certificate
  readonly payload: T
}

/** That a recipient took, or gave back. Whose loans they are isn't known here. */
export function checkLoanSlip(
  text: string,
  form: 'receipt' | 'return-slip',
  trust: Trust,
  now: string,
): Checked<LoanSlip> | Refusal {
  return timely(openSigned(text, form, readLoanSlip, trust), (slip) => slip.at, now)
}

/** That an owner lends for longer. `now`: when it was taken, as with a ticket. */
export function checkExtension(text: string, trust: Trust, now: string): Checked<ExtensionSlip> | Refusal {
  const opened = openSigned(text, 'extension-slip', readExtension, trust)
  const checked = stillCertified(
    timely(opened, (slip) => slip.at, now),
    now,
  )
  if ('code' in checked || checked.certificate.mayLend) return checked
  return refusal('TICKET_INVALID', { reason: 'may-not-lend' })
}

/** Who a partner is, shown to be lent to without internet. */
export function checkCard(text: string, trust: Trust, now: string): Checked<PartnerCard> | Refusal {
  const opened = openSigned(text, 'card', readCard, trust)
  return stillCertified(
    timely(opened, (card) => card.issuedAt, now),
    now,
  )
}

/** The time that a form says is its signer's own word: what gives a right, or a name, needs a certificate that is good now. */
function stillCertified<T>(checked: Checked<T> | Refusal, now: string): Checked<T> | Refusal {
  if ('code' in checked || now < checked.certificate.notAfter) return checked
  return refusal('TICKET_INVALID', { reason: 'certificate-over' })
}

/** What was opened, where it is signed by its certificate's key, within the certificate's time, and not in the future. */
function timely<T>(
  opened: Unverified<T> | SignedFault,
  madeAt: (payload: T) => string,
  now: string,
): Checked<T> | Refusal {
  if (typeof opened === 'string') return refusal('TICKET_INVALID', { reason: opened })
  const { payload, certificate } = opened
  const at = madeAt(payload)
  if (at < certificate.notBefore || at >= certificate.notAfter) {
    return refusal('TICKET_INVALID', { reason: 'certificate-over' })
  }
  if (!opened.isSigned()) return refusal('TICKET_INVALID', { reason: 'signature' })
  return isAhead(at, now) ? refusal('TICKET_CLOCK', { reason: 'issued-ahead', issuedAt: at }) : { payload, certificate }
}
