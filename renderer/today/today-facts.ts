import type { Telemetry } from '../../shared/cloud-api.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Event, Race } from '../../shared/records/event.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { hasLowBattery } from '../../shared/rules/battery.ts'
import { loanNotBack } from '../../shared/rules/loans.ts'
import { finishAfter } from '../../shared/rules/warnings.ts'
import type { Records } from '../../shared/state.ts'
import { hasNoContact } from '../devices/device-item.ts'
import type { EventFacts, PlacedBox, PlacedCheckpoint, RaceFacts } from '../events/event-facts.ts'
import { endsWithinDay } from '../loans/loan-rows.ts'
import { dateIn } from '../words/format-time.ts'

/** Today's events, each by the calendar of its own zone. */
export function todaysEvents(events: Iterable<Event>, now: string): readonly Event[] {
  return [...events]
    .filter((event) => event.archivedAt === undefined && event.date === dateIn(event.timeZone, now))
    .sort((one, other) => one.name.localeCompare(other.name))
}

/** The one that comes next after today. */
export function nextEvent(events: Iterable<Event>, now: string): Event | undefined {
  return [...events]
    .filter((event) => event.archivedAt === undefined && event.date > dateIn(event.timeZone, now))
    .sort((one, other) => one.date.localeCompare(other.date) || one.name.localeCompare(other.name))[0]
}

/** A loan that ends soon, or too early for the event that its box is in (R8). */
export interface EndingLoan {
  readonly loan: Loan
  /** R8: the expected last finish that comes after its end. */
  readonly finish: string | undefined
}

export function endingLoans(records: Records, viewer: OrganisationId, now: string): readonly EndingLoan[] {
  return [...records.all('loan')]
    .filter((loan) => loan.endedAt === undefined && loan.acceptedAt !== undefined)
    .map((loan) => ({ loan, finish: finishMissed(records, loan, viewer) }))
    .filter(({ loan, finish }) => finish !== undefined || endsWithinDay(loan, now))
    .sort((one, other) => one.loan.endsAt.localeCompare(other.loan.endsAt))
}

/** L18: this organisation's boxes whose loan is over, and nobody ticked them in; the longest waited for first. */
export function loansNotBack(records: Records, viewer: OrganisationId): readonly Loan[] {
  return [...records.all('loan')]
    .filter((loan) => loan.ownerId === viewer && loanNotBack(records, loan.boxId)?.id === loan.id)
    .sort((one, other) => (one.endedAt ?? '').localeCompare(other.endedAt ?? ''))
}

/** Something wrong with a box of today, or at checkpoints of a race. */
export type TodayProblem =
  | { readonly kind: 'no-contact'; readonly box: Box; readonly place: string; readonly since: string }
  | { readonly kind: 'no-clock'; readonly box: Box; readonly place: string }
  | { readonly kind: 'low-battery'; readonly box: Box; readonly place: string; readonly percent: number }
  | { readonly kind: 'no-box' | 'no-run'; readonly race: Race; readonly checkpoints: readonly string[] }

const BEFORE_GUN_MS = 15 * 60_000

/** What is known of the boxes themselves: their latest reports, and up to when they could have come. */
export interface Heard {
  readonly of: (boxId: BoxId) => Telemetry | undefined
  /** Reports come through the cloud: a box isn't silent because this laptop is offline. */
  readonly upTo: string
}

/** What is wrong, the most pressing kind first. */
export function todayProblems(facts: EventFacts, heard: Heard, now: string): readonly TodayProblem[] {
  const places = placesOf(facts)
  const boxes = facts.boxes.flatMap((placed) => boxProblems(placed, places.get(placed.box.id) ?? '', heard))
  const races = facts.races.flatMap((one) => raceProblems(one, now))
  const order = ['no-contact', 'no-run', 'no-clock', 'low-battery', 'no-box'] as const
  return [...boxes, ...races].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
}

/** At which checkpoints there is no box, and, near the gun and after, no timing run. */
function raceProblems({ race, checkpoints }: RaceFacts, now: string): readonly TodayProblem[] {
  const isEmpty = ({ boxes }: PlacedCheckpoint) => boxes.length === 0
  const isIdle = ({ boxes }: PlacedCheckpoint) => boxes.length > 0 && boxes.every(({ run }) => run === undefined)
  const namesOf = (those: readonly PlacedCheckpoint[]) => those.map(({ checkpoint }) => checkpoint.name)
  const [empty, idle] = [checkpoints.filter(isEmpty), isUnderWay(race, now) ? checkpoints.filter(isIdle) : []]
  return [
    ...(empty.length > 0 ? [{ kind: 'no-box' as const, race, checkpoints: namesOf(empty) }] : []),
    ...(idle.length > 0 ? [{ kind: 'no-run' as const, race, checkpoints: namesOf(idle) }] : []),
  ]
}

/** Where each box of the event stands, by name. */
function placesOf({ races }: EventFacts): ReadonlyMap<BoxId, string> {
  const places = new Map<BoxId, string>()
  for (const { checkpoints } of races) {
    for (const { checkpoint, boxes } of checkpoints) {
      for (const { box } of boxes) {
        const before = places.get(box.id)
        places.set(box.id, before === undefined ? checkpoint.name : `${before}, ${checkpoint.name}`)
      }
    }
  }
  return places
}

function boxProblems({ box }: PlacedBox, place: string, heard: Heard): readonly TodayProblem[] {
  const telemetry = heard.of(box.id)
  if (telemetry === undefined) return []
  // What it told before it fell silent isn't a problem of now.
  if (hasNoContact(telemetry, heard.upTo)) return [{ kind: 'no-contact', box, place, since: telemetry.receivedAt }]
  return [
    ...(telemetry.clockSource === 'none' ? [{ kind: 'no-clock' as const, box, place }] : []),
    ...(hasLowBattery(telemetry)
      ? [{ kind: 'low-battery' as const, box, place, percent: telemetry.batteryPercent ?? 0 }]
      : []),
  ]
}

/** From a quarter of an hour before the gun to the last finisher. */
function isUnderWay(race: Race, now: string): boolean {
  const { plannedStart, expectedEnd } = race
  if (plannedStart === undefined) return false
  const soon = Date.parse(plannedStart) - BEFORE_GUN_MS <= Date.parse(now)
  return soon && (expectedEnd === undefined || now <= expectedEnd)
}

function finishMissed(records: Records, loan: Loan, viewer: OrganisationId): string | undefined {
  const assignment = records.get('assignment', loan.boxId)
  if (assignment?.organisationId !== viewer || assignment.eventId === undefined) return undefined
  const event = records.get('event', assignment.eventId)
  return event === undefined ? undefined : finishAfter(records, event.id, loan.endsAt)
}
