import { type BalancePeriod, type PartnerBalance, toldDays } from '../../shared/rules/loan-balance.ts'
import { momentIn } from '../events/zoned-time.ts'
import { grouped } from '../ui/grouped.ts'
import { dateIn } from '../words/format-time.ts'
import type { Say } from '../words/say.tsx'

export const BALANCE_PERIODS = ['year', 'twelve-months', 'all'] as const
export type BalancePeriodId = (typeof BALANCE_PERIODS)[number]

/** Whole days by the calendar of `zone`, up to now. */
export function balancePeriod(id: BalancePeriodId, zone: string, now: string): BalancePeriod {
  const [year = '', month = '', day = ''] = dateIn(zone, now).split('-')
  if (id === 'all') return { to: now }
  const start = id === 'year' ? `${year}-01-01` : `${Number(year) - 1}-${month}-${day}`
  // The 29th of February has no twin a year before: momentIn takes it as the day after.
  return { from: momentIn(zone, `${start}T00:00`), to: now }
}

/** `You lent Costa Events 31 box-days, they lent you 14.` */
export function balanceSentence(
  { t, locale, nameOf }: Pick<Say, 't' | 'locale' | 'nameOf'>,
  { partnerId, lentDays, borrowedDays }: PartnerBalance,
): string {
  const [lent, borrowed] = [toldDays(lentDays), toldDays(borrowedDays)]
  const told = {
    partner: nameOf(partnerId) ?? t('custody.partnerUnknown'),
    lent: grouped(locale, lent),
    borrowed: grouped(locale, borrowed),
  }
  if (borrowed === 0) return t('loans.balance.lentOnly', { ...told, count: lent })
  if (lent === 0) return t('loans.balance.borrowedOnly', { ...told, count: borrowed })
  return t('loans.balance.both', { ...told, count: lent })
}
