import type { Loan } from '../../shared/records/loan.ts'
import { isTaken } from '../../shared/rules/loans.ts'
import { useOrganisationId } from '../trackside.tsx'
import type { MenuItem } from '../ui/menu.tsx'
import { useSay } from '../words/say.tsx'
import { useDoor } from './door-context.ts'
import { loanForms } from './loan-forms.ts'

/** What was signed for the loan, to be shown again from a menu. The code of a reserved box has a button of its own. */
export function useFormItems(loan: Loan | undefined): readonly MenuItem[] {
  const { t, now } = useSay()
  const viewer = useOrganisationId()
  const door = useDoor()
  if (loan === undefined) return []
  return loanForms(loan, viewer, now)
    .filter((form) => form !== 'ticket' || isTaken(loan))
    .map((form) => ({ label: t(`ticket.show.${form}`), onChoose: () => door.show(form, [loan.id]) }))
}
