import type { Link, LiveSession } from '../../shared/desktop-live.ts'
import type { Assignment } from '../../shared/records/event.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId, LoanId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'

/** The kinds that giving back looks at. */
export const GIVE_BACK_KINDS = ['loan', 'assignment', 'session', 'event', 'checkpoint'] as const

/** A partner's box that is with this organisation, and what falls when it is given back, by the records alone. */
export interface BorrowedBox {
  readonly loan: Loan
  readonly eventName: string | undefined
  /** `FINISH, KM 5`; empty where it isn't placed. */
  readonly place: string
  readonly run: Session | undefined
  /** This organisation's runs on the box, over or not. */
  readonly runs: readonly SessionId[]
}

export interface BorrowedFrom {
  readonly partnerId: OrganisationId
  readonly count: number
}

/** What this laptop has of times, and of connections. */
export interface TimesHere {
  readonly liveSessions: ReadonlyMap<SessionId, LiveSession>
  readonly links: ReadonlyMap<BoxId, Link>
}

export interface TimesOfBox {
  /** Of the run that is on; undefined where this laptop has none of it. */
  readonly inRun: number | undefined
  /** Ours, on this laptop, and not in the cloud yet. */
  readonly unsent: number
  /** L19 */
  readonly aside: Link['aside']
}

/** Partners of whom something is here, the one with most boxes first. */
export function borrowedFrom(records: Records, viewer: OrganisationId): readonly BorrowedFrom[] {
  const counts = new Map<OrganisationId, number>()
  for (const loan of records.all('loan')) {
    if (isWithUs(loan, viewer)) counts.set(loan.ownerId, (counts.get(loan.ownerId) ?? 0) + 1)
  }
  return [...counts]
    .map(([partnerId, count]) => ({ partnerId, count }))
    .toSorted((one, other) => other.count - one.count || one.partnerId.localeCompare(other.partnerId))
}

const SLIP_AT_HAND_MS = 12 * 3_600_000

/** Partners to whom all was given back today: the slip is at hand until both laptops have surely been online. */
export function backToday(records: Records, viewer: OrganisationId, now: string): readonly BorrowedFrom[] {
  const here = new Set(borrowedFrom(records, viewer).map(({ partnerId }) => partnerId))
  const partners = new Set([...records.all('loan')].map(({ ownerId }) => ownerId))
  return [...partners]
    .filter((partnerId) => !here.has(partnerId))
    .map((partnerId) => ({ partnerId, count: givenBack(records, viewer, partnerId, now, SLIP_AT_HAND_MS).length }))
    .filter(({ count }) => count > 0)
}

export function borrowedBoxes(records: Records, viewer: OrganisationId, partnerId: string): readonly BorrowedBox[] {
  return [...records.all('loan')]
    .filter((loan) => isWithUs(loan, viewer) && loan.ownerId === partnerId)
    .map((loan) => borrowedBox(records, loan, viewer))
    .toSorted((one, other) => collator.compare(one.loan.boxSerial, other.loan.boxSerial))
}

const SLIP_DAYS_MS = 7 * 86_400_000

/** What was given back to the partner lately: its slip can be shown again. */
export function givenBack(
  records: Records,
  viewer: OrganisationId,
  partnerId: string,
  now: string,
  withinMs = SLIP_DAYS_MS,
): readonly LoanId[] {
  return [...records.all('loan')]
    .filter(
      ({ ownerId, recipientId, endReason, endedAt }) =>
        ownerId === partnerId &&
        recipientId === viewer &&
        endReason === 'returned' &&
        Date.parse(now) - Date.parse(endedAt ?? '') < withinMs,
    )
    .toSorted((one, other) => collator.compare(one.boxSerial, other.boxSerial))
    .map(({ id }) => id)
}

export function timesOf({ loan, run, runs }: BorrowedBox, { liveSessions, links }: TimesHere): TimesOfBox {
  return {
    inRun: run && liveSessions.get(run.id)?.count,
    unsent: runs.reduce((sum, id) => {
      const { count = 0, inCloud = 0 } = liveSessions.get(id) ?? {}
      return sum + Math.max(0, count - inCloud)
    }, 0),
    aside: links.get(loan.boxId)?.aside,
  }
}

/** A code with more in it is hard to read from a screen. */
const MOST_IN_QR = 10

/** The loans of one act, as many as one code can carry. */
export function slipParts(loanIds: readonly LoanId[]): readonly (readonly LoanId[])[] {
  const parts = Math.ceil(loanIds.length / MOST_IN_QR)
  const size = Math.ceil(loanIds.length / parts)
  return Array.from({ length: parts }, (_, index) => loanIds.slice(index * size, (index + 1) * size))
}

const collator = new Intl.Collator('en', { numeric: true })

function borrowedBox(records: Records, loan: Loan, viewer: OrganisationId): BorrowedBox {
  const assignment = records.get('assignment', loan.boxId)
  const ours = assignment?.organisationId === viewer ? assignment : undefined
  return {
    loan,
    eventName: ours?.eventId === undefined ? undefined : records.get('event', ours.eventId)?.name,
    place: placeOf(records, ours),
    run: runningSessionsOn(records, loan.boxId).find((run) => run.organisationId === viewer),
    runs: records
      .where('session', 'boxId', loan.boxId)
      .filter((run) => run.organisationId === viewer)
      .map(({ id }) => id),
  }
}

function placeOf(records: Records, assignment: Assignment | undefined): string {
  return (assignment?.checkpointIds ?? []).flatMap((id) => records.get('checkpoint', id)?.name ?? []).join(', ')
}

function isWithUs({ recipientId, endedAt }: Loan, viewer: OrganisationId): boolean {
  return recipientId === viewer && endedAt === undefined
}
