import type { Loan } from '../records/loan.ts'
import { type EventId, type OrganisationId, timePlus } from '../records/scalars.ts'
import type { Records } from '../state.ts'
import { runningSessionsOn } from './race-use.ts'

const HOUR_MS = 3_600_000

export type WarningLevel = '24h' | '1h' | 'running'

/** L14: one warning of one loan's end. Its key is the same each time, so that nobody is told twice. */
export interface LoanWarning {
  readonly key: string
  readonly loan: Loan
  readonly level: WarningLevel
}

/**
 * L14: the warnings that are due at `now`, for both sides alike: 24 h and 1 h before the end, unless that moment was
 * before the acceptance, and at once where a timing run is on within the last 24 h.
 */
export function warningsDue(records: Records, viewer: OrganisationId, now: string): readonly LoanWarning[] {
  return [...records.all('loan')].flatMap((loan) => {
    if (loan.acceptedAt === undefined || loan.endedAt !== undefined || loan.endsAt <= now) return []
    if (loan.ownerId !== viewer && loan.recipientId !== viewer) return []
    return levelsDue(records, loan, loan.acceptedAt, now).map((level) => ({
      key: `${loan.id} ${loan.endsAt} ${level}`,
      loan,
      level,
    }))
  })
}

/** When time alone changes something next: a loan ends, or its end is to be warned of. */
export function nextMomentOf(records: Records, now: string): string | undefined {
  let next: string | undefined
  for (const loan of records.all('loan')) {
    if (loan.endedAt !== undefined) continue
    for (const beforeMs of [24 * HOUR_MS, HOUR_MS, 0]) {
      const moment = timePlus(loan.endsAt, -beforeMs)
      if (moment > now && (next === undefined || moment < next)) next = moment
    }
  }
  return next
}

function levelsDue(records: Records, loan: Loan, acceptedAt: string, now: string): readonly WarningLevel[] {
  const dayBefore = timePlus(loan.endsAt, -24 * HOUR_MS)
  const hourBefore = timePlus(loan.endsAt, -HOUR_MS)
  if (now < dayBefore) return []
  if (now >= hourBefore && hourBefore >= acceptedAt) return ['1h']
  if (dayBefore >= acceptedAt) return ['24h']
  return runningSessionsOn(records, loan.boxId).length > 0 ? ['running'] : []
}

/** R8: the latest expected finish of the event's races that ends after `endsAt`, if any. */
export function finishAfter(records: Records, eventId: EventId, endsAt: string): string | undefined {
  return records
    .where('race', 'eventId', eventId)
    .flatMap((race) => race.expectedEnd ?? [])
    .filter((expectedEnd) => expectedEnd > endsAt)
    .toSorted()
    .at(-1)
}
