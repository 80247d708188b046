import { BYTE_ORDER_MARK, type Cell, csvLine } from '../../shared/csv.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { BalancePeriod, PartnerBalance } from '../../shared/rules/loan-balance.ts'
import { otherSideOf } from '../custody/custody-facts.ts'
import { custodyWords } from '../custody/custody-words.ts'
import { localIn } from '../events/zoned-time.ts'
import type { Say } from '../words/say.tsx'
import type { LoanRow } from './loan-rows.ts'

export type ListedLoan = Pick<LoanRow, 'loan' | 'facts'>
type NumberOf = (id: OrganisationId) => number | undefined

/** The loans of a list in its order, as CSV; times in the window's zone, which the head names. */
export function loansCsv(say: Say, rows: readonly ListedLoan[], viewer: OrganisationId, numberOf: NumberOf): string {
  const { t, time } = say
  const zone = { zone: time.zone }
  const head = [
    t('loans.csv.serial'),
    t('loans.csv.alias'),
    t('loans.csv.direction'),
    t('loans.csv.partner'),
    t('loans.csv.partnerNumber'),
    t('loans.csv.state'),
    t('loans.csv.made', zone),
    t('loans.csv.taken', zone),
    t('loans.csv.until', zone),
    t('loans.csv.back', zone),
    t('loans.csv.note'),
    t('loans.csv.confirmed'),
  ]
  return csv(
    head,
    rows.map((row) => loanCells(say, row, viewer, numberOf)),
  )
}

function loanCells(say: Say, { loan, facts }: ListedLoan, viewer: OrganisationId, numberOf: NumberOf): readonly Cell[] {
  const { t, time } = say
  const partnerId = loan.ownerId === viewer ? otherSideOf(loan) : loan.ownerId
  const at = (moment: string | undefined) => moment && dateTime(time.zone, moment)
  return [
    loan.boxSerial,
    loan.boxAlias,
    t(loan.ownerId === viewer ? 'loans.csv.lent' : 'loans.csv.borrowed'),
    facts.partner,
    partnerId && numberOf(partnerId),
    stateCell(say, { loan, facts }),
    at(loan.createdAt),
    at(loan.acceptedAt ?? loan.receiptAt),
    at(loan.endedAt ?? loan.endsAt),
    at(loan.backAt),
    loan.note,
    t(facts.confirmed ? 'loans.csv.yes' : 'loans.csv.no'),
  ]
}

function stateCell(say: Say, { loan, facts }: ListedLoan): string {
  const { lead } = custodyWords(say, facts)
  return facts.state === 'ended' && loan.endReason !== undefined ? say.t(`loans.state.${loan.endReason}`) : lead
}

/** What each partner and we lent each other, with two decimals. */
export function balanceCsv(
  { t, time, nameOf }: Pick<Say, 't' | 'time' | 'nameOf'>,
  balances: readonly PartnerBalance[],
  { from, to }: BalancePeriod,
  numberOf: NumberOf,
): string {
  const zone = { zone: time.zone }
  const head = [
    t('loans.csv.partner'),
    t('loans.csv.partnerNumber'),
    t('loans.csv.lentDays'),
    t('loans.csv.borrowedDays'),
    t('loans.csv.from', zone),
    t('loans.csv.to', zone),
  ]
  const lines = balances.map(({ partnerId, lentDays, borrowedDays }) => [
    nameOf(partnerId) ?? t('custody.partnerUnknown'),
    numberOf(partnerId),
    lentDays.toFixed(2),
    borrowedDays.toFixed(2),
    from && dateTime(time.zone, from),
    dateTime(time.zone, to),
  ])
  return csv(head, lines)
}

function csv(head: readonly string[], lines: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [head, ...lines].map(csvLine).join('')
}

/** As spreadsheets read it. */
function dateTime(zone: string, at: string): string {
  return localIn(zone, at).replace('T', ' ')
}
