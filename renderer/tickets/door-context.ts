import { createContext, use } from 'react'
import type { LoanId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Scan } from '../scan/scans.tsx'
import type { LoanForm } from './loan-forms.ts'

/** What goes between laptops without internet. It stays open whatever becomes of the box that it began with. */
export interface Door {
  /** Opens the one door: to take what comes, or `first` at once. `typed` begins the field. */
  receive(begin?: { readonly title?: string; readonly typed?: string; readonly first?: Scan }): void
  /** Shows what is signed on this laptop. No loans for the card. */
  show(form: LoanForm | 'card', loanIds: readonly LoanId[]): void
  askForTime(loanId: LoanId): void
  /** L15: lends to one partner; which boxes, is asked. */
  lendTo(partnerId: OrganisationId): void
}

export const DoorContext = createContext<Door | undefined>(undefined)

export function useDoor(): Door {
  const door = use(DoorContext)
  if (door === undefined) throw new Error('rendered outside DoorProvider')
  return door
}
