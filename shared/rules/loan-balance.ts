import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'

const BOX_DAY_MS = 86_400_000

/** What two partners have lent each other, in box-days: 24 h of one box are one. */
export interface PartnerBalance {
  readonly partnerId: OrganisationId
  readonly lentDays: number
  readonly borrowedDays: number
}

/** From, until before; ISO text. Without `from`: since the first loan. */
export interface BalancePeriod {
  readonly from?: string | undefined
  readonly to: string
}

/**
 * Per partner of `viewer`, what of `loans` falls into the period; most box-days first. A loan counts from when it was
 * taken to its end, or to now. A box that is late (L18) counts no longer: nobody lent those days.
 */
export function loanBalance(
  loans: Iterable<Loan>,
  viewer: OrganisationId,
  period: BalancePeriod,
  now: string,
): readonly PartnerBalance[] {
  const found = new Map<OrganisationId, { readonly lentMs: number; readonly borrowedMs: number }>()
  for (const loan of loans) {
    const partnerId = partnerIn(loan, viewer)
    const ms = takenMsIn(loan, period, now)
    if (partnerId === undefined || ms === 0) continue
    const { lentMs, borrowedMs } = found.get(partnerId) ?? { lentMs: 0, borrowedMs: 0 }
    const isLent = loan.ownerId === viewer
    found.set(partnerId, { lentMs: lentMs + (isLent ? ms : 0), borrowedMs: borrowedMs + (isLent ? 0 : ms) })
  }
  return [...found]
    .map(([partnerId, { lentMs, borrowedMs }]) => ({
      partnerId,
      lentDays: lentMs / BOX_DAY_MS,
      borrowedDays: borrowedMs / BOX_DAY_MS,
    }))
    .sort(
      (one, other) =>
        other.lentDays + other.borrowedDays - one.lentDays - one.borrowedDays ||
        (one.partnerId < other.partnerId ? -1 : 1),
    )
}

/** Box-days as they are told: to the nearest half, and never nothing where there was something. */
export function toldDays(days: number): number {
  return days === 0 ? 0 : Math.max(0.5, Math.round(days * 2) / 2)
}

/** The other side, where the loan has one: a code that nobody took is no loan to anybody. */
function partnerIn(loan: Loan, viewer: OrganisationId): OrganisationId | undefined {
  if (loan.ownerId === viewer) return loan.recipientId ?? loan.receiptFromId
  return loan.recipientId === viewer ? loan.ownerId : undefined
}

function takenMsIn(loan: Loan, { from, to }: BalancePeriod, now: string): number {
  // By receipt, before the recipient's own laptop reached the cloud.
  const takenAt = loan.acceptedAt ?? loan.receiptAt
  if (takenAt === undefined) return 0
  const start = Math.max(Date.parse(takenAt), from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from))
  const end = Math.min(Date.parse(loan.endedAt ?? loan.endsAt), Date.parse(to), Date.parse(now))
  return Math.max(0, end - start)
}
