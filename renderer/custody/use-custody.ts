import type { Box } from '../../shared/records/box.ts'
import type { Loan } from '../../shared/records/loan.ts'
import { recordKey } from '../store.ts'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { type CustodyFacts, custodyFacts, loanFacts } from './custody-facts.ts'

const KINDS = ['box', 'loan', 'assignment', 'session', 'group', 'groupShare', 'partner', 'organisation'] as const

/** What a custody tag shows of a box. */
export function useCustody(box: Box): CustodyFacts {
  const viewer = useOrganisationId()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  return useDerived(
    KINDS,
    (records) => custodyFacts(records, box, viewer, (kind, id) => unconfirmed.has(recordKey(kind, id))),
    [box, viewer, unconfirmed],
  )
}

/** What a custody tag shows of a loan, whether its box is still here or not. */
export function useLoanCustody(loan: Loan): CustodyFacts {
  const viewer = useOrganisationId()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  return useDerived(
    KINDS,
    (records) => loanFacts(records, loan, viewer, (kind, id) => unconfirmed.has(recordKey(kind, id))),
    [loan, viewer, unconfirmed],
  )
}
