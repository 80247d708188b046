import type { Alarm, AlarmKind } from '../../shared/desktop-race-day.ts'
import type { BoxId, EventId, LoanId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import { eventPlaceText } from '../events/event-place.ts'

/** What an alarm is about, by name. */
export interface AlarmAbout {
  readonly alarm: Alarm
  /** Undefined: it is about the laptop. */
  readonly box: { readonly id: BoxId; readonly serial: string; readonly alias: string } | undefined
  /** `FINISH, KM 5`; empty where it stands nowhere. */
  readonly place: string
  readonly eventId: EventId | undefined
  readonly loan: { readonly id: LoanId; readonly endsAt: string } | undefined
  /** Whether the box stands in the event still, and so can be replaced. */
  readonly isPlaced: boolean
}

/** The one button of an alarm: where it can be put right. */
export type NextStep =
  | { readonly kind: 'replace'; readonly boxId: BoxId }
  | { readonly kind: 'live'; readonly eventId: EventId; readonly boxId: BoxId | undefined }
  | { readonly kind: 'ask-time'; readonly loanId: LoanId }
  | { readonly kind: 'free-space' }

/** The kinds that `alarmAbout` reads. */
export const ALARM_RECORD_KINDS = ['box', 'session', 'assignment', 'checkpoint', 'race', 'event', 'loan'] as const

const LAPTOP_KINDS: ReadonlySet<AlarmKind> = new Set(['disk-low', 'disk-full', 'laptop-battery'])

export function alarmAbout(records: Records, alarm: Alarm, viewer: OrganisationId): AlarmAbout {
  const { boxId } = alarm
  if (boxId === undefined || LAPTOP_KINDS.has(alarm.kind)) {
    return { alarm, box: undefined, place: '', eventId: undefined, loan: undefined, isPlaced: false }
  }
  const session = alarm.sessionId === undefined ? undefined : records.get('session', alarm.sessionId)
  const found = records.get('assignment', boxId)
  const assignment = found?.organisationId === viewer ? found : undefined
  const loan = loanOf(records, alarm, boxId)
  const box = records.get('box', boxId)
  const checkpointIds = assignment?.checkpointIds ?? session?.checkpointIds ?? []
  const names = checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? [])
  return {
    alarm,
    box: {
      id: boxId,
      serial: box?.serial ?? session?.boxSerial ?? loan?.boxSerial ?? '',
      alias: box?.alias ?? loan?.boxAlias ?? '',
    },
    place: [...new Set(names)].join(', '),
    eventId: assignment?.eventId ?? session?.eventId,
    loan,
    isPlaced: assignment?.eventId !== undefined,
  }
}

/** @param canReplace whether the member's role allows to assign and to time */
export function nextStep({ alarm, box, eventId, loan, isPlaced }: AlarmAbout, canReplace: boolean) {
  const live: NextStep | undefined = eventId && { kind: 'live', eventId, boxId: box?.id }
  const replace: NextStep | undefined =
    box !== undefined && isPlaced && canReplace ? { kind: 'replace', boxId: box.id } : undefined
  switch (alarm.kind) {
    case 'no-connection':
    case 'main-silent':
    case 'low-battery':
      return replace ?? live
    case 'silent':
      return live
    case 'loan-ending':
    case 'loan-over':
      return loan === undefined ? live : ({ kind: 'ask-time', loanId: loan.id } satisfies NextStep)
    case 'disk-low':
    case 'disk-full':
      return { kind: 'free-space' } satisfies NextStep
    case 'laptop-battery':
      return undefined
  }
}

/** Where an alarm shows, for who comes from outside the window. */
export function alarmPlace({ box, eventId }: AlarmAbout): { readonly screen: string; readonly id: string | undefined } {
  if (eventId !== undefined) return { screen: 'live', id: eventPlaceText(eventId, box?.id) }
  return box === undefined ? { screen: 'today', id: undefined } : { screen: 'devices', id: box.id }
}

/** Those that nobody has seen yet, worst first. */
export function unseenAlarms(alarms: readonly Alarm[]): readonly Alarm[] {
  return alarms.filter(({ acknowledgedAt }) => acknowledgedAt === undefined)
}

/** What the bar shows of them: never a flood. */
export function barAlarms(unseen: readonly Alarm[], most: number, isOpen: boolean) {
  const shown = isOpen ? unseen : unseen.slice(0, most)
  return { shown, more: unseen.length - shown.length, canFold: isOpen && unseen.length > most }
}

/** How a box's row is marked; undefined: nothing is wrong with it. */
export function alarmMark(alarms: readonly Alarm[]): 'unseen' | 'seen' | undefined {
  if (alarms.length === 0) return undefined
  return unseenAlarms(alarms).length > 0 ? 'unseen' : 'seen'
}

function loanOf(records: Records, { loanId }: Alarm, boxId: BoxId) {
  if (loanId !== undefined) return records.get('loan', loanId)
  return records
    .where('loan', 'boxId', boxId)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1)
}
