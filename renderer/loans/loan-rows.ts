import type { Kind } from '../../shared/records/kinds.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { loanNotBack } from '../../shared/rules/loans.ts'
import type { Records } from '../../shared/state.ts'
import { type CustodyFacts, loanFacts } from '../custody/custody-facts.ts'
import { folded } from '../words/search.ts'

export const LOAN_FILTERS = ['out', 'coming', 'not-back', 'borrowed', 'ended'] as const
export type LoanFilter = (typeof LOAN_FILTERS)[number]

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** One row of the Loans list. */
/** A list of loans, one of which may be open beside it. */
export interface LoanListProps {
  /** Those that the search leaves. */
  readonly rows: readonly LoanRow[]
  readonly opened: string | undefined
  readonly onOpen: (loanId: string) => void
}

export interface LoanRow {
  readonly loan: Loan
  readonly facts: CustodyFacts
  /** What search looks at, folded. */
  readonly texts: readonly string[]
}

/** Every loan that this organisation is a side of: those that are on by their end, then those that are over, newest first. */
export function loanRows(
  records: Records,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
): readonly LoanRow[] {
  return [...records.all('loan')]
    .filter((loan) => loan.ownerId === viewer || loan.recipientId === viewer)
    .map((loan) => loanRow(records, loan, viewer, unconfirmed))
    .sort(byUrgency)
}

export function isInLoanFilter({ loan, facts }: LoanRow, filter: LoanFilter, now: string): boolean {
  const { state } = facts
  switch (filter) {
    case 'out':
      return state === 'reserved' || state === 'lent'
    case 'coming':
      return state === 'lent' && endsWithinDay(loan, now)
    case 'not-back':
      return state === 'over'
    case 'borrowed':
      return state === 'borrowed'
    case 'ended':
      return state === 'ended'
  }
}

/** `now` may be up to a minute old: a loan of one day, just made, ends within a day. */
export function endsWithinDay(loan: Loan, now: string): boolean {
  return Date.parse(loan.endsAt) - Date.parse(now) < DAY_MS + MINUTE_MS
}

function loanRow(
  records: Records,
  loan: Loan,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
): LoanRow {
  const known = loanFacts(records, loan, viewer, unconfirmed)
  // L18: only the box's latest loan can be waited for; it came back before it was lent again.
  const over = known.state === 'over' && loanNotBack(records, loan.boxId)?.id !== loan.id
  const facts = over ? { ...known, state: 'ended' as const } : known
  const texts = [loan.boxSerial, loan.boxAlias, facts.partner ?? '', loan.note ?? '']
  return { loan, facts, texts: texts.filter((text) => text !== '').map(folded) }
}

/** Not back first, the latest last; then what ends soonest; then what is over, newest first. */
function byUrgency(one: LoanRow, other: LoanRow): number {
  const [first, second] = [rankOf(one), rankOf(other)]
  if (first !== second) return first - second
  if (first === 1) return one.loan.endsAt.localeCompare(other.loan.endsAt)
  const ends = [one.loan.endedAt ?? '', other.loan.endedAt ?? ''] as const
  return first === 0 ? ends[0].localeCompare(ends[1]) : ends[1].localeCompare(ends[0])
}

function rankOf({ facts }: LoanRow): number {
  if (facts.state === 'over') return 0
  return facts.state === 'ended' ? 2 : 1
}
