import type { LoanId } from '../shared/records/scalars.ts'
import {
  type Certificate,
  type LoanSlip,
  readExtension,
  readLoanSlip,
  readTicket,
  type Ticket,
} from '../shared/tickets/forms.ts'
import { openSigned, type SignedFault, type Trust, type Unverified } from '../shared/tickets/signed.ts'

/** What a ticket or slip names. */
export interface SignedSeeds {
  readonly loanIds: readonly LoanId[]
  readonly boxIds: readonly string[]
  readonly signer: Certificate
}

/** Whether the command's arguments, whatever they are, may hold a ticket or a slip. */
export function carriesSigned({ args }: { readonly args: unknown }): boolean {
  return typeof args === 'object' && args !== null && ('ticket' in args || 'slip' in args)
}

/** Undefined where it isn't signed by whom it says: then nothing of it is looked for. */
export function signedSeedsOf(type: string, text: string, trust: Trust): SignedSeeds | undefined {
  switch (type) {
    case 'acceptShareToken':
      return seedsFrom(openSigned(text, 'ticket', readTicket, trust), ofTicket)
    case 'extendShare':
      return seedsFrom(openSigned(text, 'extension-slip', readExtension, trust), ({ loans }) => ofLoans(loans))
    case 'returnBox':
      return seedsFrom(openSigned(text, 'return-slip', readLoanSlip, trust), ofSlip)
    case 'noteReceipt':
      return seedsFrom(openSigned(text, 'receipt', readLoanSlip, trust), ofSlip)
    default:
      return undefined
  }
}

type Named = Omit<SignedSeeds, 'signer'>

function seedsFrom<T>(opened: Unverified<T> | SignedFault, named: (payload: T) => Named): SignedSeeds | undefined {
  if (typeof opened === 'string' || !opened.isSigned()) return undefined
  return { ...named(opened.payload), signer: opened.certificate }
}

function ofTicket({ loans }: Ticket): Named {
  return { ...ofLoans(loans), boxIds: loans.map((loan) => loan.boxId) }
}

function ofLoans(loans: readonly { readonly loanId: LoanId }[]): Named {
  return { loanIds: loans.map((loan) => loan.loanId), boxIds: [] }
}

function ofSlip({ loanIds }: LoanSlip): Named {
  return { loanIds, boxIds: [] }
}
