import { type Loan, VALIDITY_MS } from '../../shared/records/loan.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'

/** What is signed for a loan, and can be shown to its other side. */
export type LoanForm = 'ticket' | 'receipt' | 'return-slip' | 'extension-slip'

const DAY_MS = 86_400_000
/** After that, both laptops have been online, or nobody waits for the slip. */
const RETURN_SLIP_DAYS = 7

/** What of a loan makes sense to show again now. Whether this laptop has it, the core knows. */
export function loanForms(loan: Loan, viewer: OrganisationId, now: string): readonly LoanForm[] {
  if (loan.ownerId === viewer) return ownersForms(loan)
  if (loan.recipientId !== viewer) return []
  if (loan.endedAt === undefined) return ['receipt']
  const isLate = Date.parse(now) - Date.parse(loan.endedAt) > RETURN_SLIP_DAYS * DAY_MS
  return loan.endReason === 'returned' && !isLate ? ['return-slip'] : []
}

function ownersForms(loan: Loan): readonly LoanForm[] {
  if (loan.endedAt !== undefined) return []
  return isExtended(loan) ? ['ticket', 'extension-slip'] : ['ticket']
}

/** A ticket's time is cut to seconds. */
function isExtended({ createdAt, endsAt, validity }: Loan): boolean {
  return Date.parse(endsAt) - Date.parse(createdAt) > VALIDITY_MS[validity] + 1000
}

/** `loan-CLBX30217.trackside` */
export function fileName(form: LoanForm | 'card', serials: readonly string[]): string {
  const [first, ...rest] = serials
  const what = first === undefined ? '' : `-${first}${rest.length > 0 ? `-and-${rest.length}` : ''}`
  const kind = form === 'ticket' ? 'loan' : form
  return `${kind}${what}`.replaceAll(/[^\w-]/g, '_').concat('.trackside')
}
