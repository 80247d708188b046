import type { Loan } from '../../shared/records/loan.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import { scannedBox } from '../scan/scanned-box.ts'

/** The loan whose box was scanned in, of those that are waited for. */
export function scannedLoan(loans: readonly Loan[], text: string): Loan | undefined {
  return scannedBox(loans, ({ boxSerial }) => boxSerial, text)
}

/** L18: the owner's ticks, as one act. */
export function tickIn(loans: readonly Loan[]): readonly CommandToGive[] {
  return loans.map(({ id }) => ({ type: 'confirmReturn', args: { loanId: id } }))
}

/** What a telephone dials. */
export function telHref(phone: string): string {
  return `tel:${phone.replaceAll(/[^\d+*#]/g, '')}`
}
