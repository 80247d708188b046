import type { Box } from '../../shared/records/box.ts'
import type { Assignment, Event } from '../../shared/records/event.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { Refusal } from '../../shared/refusals.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'
import { endsTooEarly, whyNotAssignable } from '../events/event-facts.ts'
import { scannedBox } from '../scan/scanned-box.ts'
import { folded, matches } from '../words/search.ts'

/** The box that is to be replaced, and where it stands. */
export interface Replaced {
  readonly boxId: BoxId
  readonly serial: string
  readonly alias: string
  readonly event: Event
  readonly assignment: Assignment
  /** `FINISH, KM 5`; empty where it isn't placed. */
  readonly place: string
  readonly run: Session | undefined
  /** Its runs in the event, whose times stay. */
  readonly runIds: readonly Session['id'][]
}

/** How a box could take the place: the quicker first. */
export type CandidateKind = 'free' | 'backup-here' | 'in-event' | 'elsewhere-here' | 'runs'

export interface Candidate {
  readonly box: Box
  readonly kind: CandidateKind
  /** Where in this event it is now. */
  readonly place: string
  /** R8: the last finish, where its loan ends before it. */
  readonly finishAfterLoan: string | undefined
}

/** Undefined: it isn't in an event of the viewer. */
export function replacedBox(records: Records, boxId: BoxId, viewer: OrganisationId): Replaced | undefined {
  const assignment = records.get('assignment', boxId)
  const event = assignment?.eventId === undefined ? undefined : records.get('event', assignment.eventId)
  if (assignment?.organisationId !== viewer || event === undefined) return undefined
  const box = records.get('box', boxId)
  const runs = records
    .where('session', 'boxId', boxId)
    .filter((run) => run.organisationId === viewer && run.eventId === event.id)
  return {
    ...{ boxId, event, assignment },
    serial: box?.serial ?? runs[0]?.boxSerial ?? '',
    alias: box?.alias ?? '',
    place: placeOf(records, assignment.checkpointIds),
    run: runs.find(({ stoppedAt }) => stoppedAt === undefined),
    runIds: runs.map(({ id }) => id),
  }
}

const ORDER: readonly CandidateKind[] = ['free', 'backup-here', 'in-event', 'elsewhere-here', 'runs']

/** The boxes that may be used now, free ones first. */
export function candidates(records: Records, replaced: Replaced, viewer: OrganisationId): readonly Candidate[] {
  return [...records.all('box')]
    .filter((box) => box.id !== replaced.boxId && box.retiredAt === undefined)
    .filter((box) => whyNotAssignable(records, viewer, box.id, replaced.event.id) === undefined)
    .map((box) => {
      const assignment = records.get('assignment', box.id)
      return {
        box,
        kind: kindOf(records, box, assignment, replaced),
        place: placeOf(records, assignment?.checkpointIds ?? []),
        finishAfterLoan: endsTooEarly(records, box, viewer, replaced.event.id),
      }
    })
    .sort(
      (one, other) =>
        ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || collator.compare(one.box.serial, other.box.serial),
    )
}

export function searchCandidates(all: readonly Candidate[], query: string): readonly Candidate[] {
  const wanted = folded(query)
  return all.filter(({ box }) => matches(wanted, [folded(box.serial), folded(box.alias)]))
}

/** What a scanned or typed text means: a box to take, or why not. */
export type Picked =
  | { readonly kind: 'box'; readonly candidate: Candidate }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'itself' | 'unknown' }

export function pickByText(
  records: Records,
  all: readonly Candidate[],
  { replaced, viewer }: { readonly replaced: Replaced; readonly viewer: OrganisationId },
  text: string,
): Picked {
  const candidate = scannedBox(all, ({ box }) => box.serial, text)
  if (candidate !== undefined) return { kind: 'box', candidate }
  const known = [...records.all('box')].filter((box) => box.retiredAt === undefined)
  const box = scannedBox(known, ({ serial }) => serial, text)
  if (box?.id === replaced.boxId) return { kind: 'itself' }
  const refusal = box && whyNotAssignable(records, viewer, box.id, replaced.event.id)
  if (refusal !== undefined) return { kind: 'refused', refusal }
  const found = folded(text) === '' ? [] : searchCandidates(all, text)
  const [only] = found
  return only !== undefined && found.length === 1 ? { kind: 'box', candidate: only } : { kind: 'unknown' }
}

/** R5: another run is never ended by the way. One at the same place goes on as the main's. */
function kindOf(records: Records, box: Box, assignment: Assignment | undefined, replaced: Replaced): CandidateKind {
  const isRunning = runningSessionsOn(records, box.id).length > 0
  const isHere =
    assignment?.checkpointIds.length === replaced.assignment.checkpointIds.length &&
    assignment.checkpointIds.length > 0 &&
    assignment.checkpointIds.every((id) => replaced.assignment.checkpointIds.includes(id))
  if (isHere) return 'backup-here'
  if (isRunning) return 'runs'
  if (assignment === undefined) return 'free'
  return assignment.checkpointIds.length === 0 ? 'in-event' : 'elsewhere-here'
}

function placeOf(records: Records, checkpointIds: Assignment['checkpointIds']): string {
  const names = checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? [])
  return [...new Set(names)].join(', ')
}

const collator = new Intl.Collator('en', { numeric: true })
