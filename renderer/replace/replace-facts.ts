import type { Box } from '../../shared/records/box.ts'
import type { Assignment, Event } from '../../shared/records/event.ts'
import type { BoxId, CheckpointId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { Refusal } from '../../shared/refusals.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import { endedWithRight } from '../../shared/rules/session-right.ts'
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
  readonly checkpointIds: readonly CheckpointId[]
  readonly backup: boolean
  /** `FINISH, KM 5`; empty where it isn't placed. */
  readonly place: string
  /** Timing goes on with the other box: a run is on, or only the end of the right to the box has ended it. */
  readonly isTimed: boolean
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

/**
 * Undefined: it stands in no event of the viewer.
 * @param heldId the run whose box this laptop is still connected to: a box whose loan has ended has left its event
 */
export function replacedBox(
  records: Records,
  boxId: BoxId,
  viewer: OrganisationId,
  heldId: Session['id'] | undefined,
): Replaced | undefined {
  const runs = records.where('session', 'boxId', boxId).filter((run) => run.organisationId === viewer)
  const on = runs.find(({ stoppedAt }) => stoppedAt === undefined)
  const lost = runs.find((run) => run.id === heldId && endedWithRight(run))
  const found = records.get('assignment', boxId)
  const post = found?.organisationId === viewer ? found : (on ?? lost)
  const event = post?.eventId === undefined ? undefined : records.get('event', post.eventId)
  if (post === undefined || event === undefined) return undefined
  const box = records.get('box', boxId)
  return {
    ...{ boxId, event },
    serial: box?.serial ?? runs.at(-1)?.boxSerial ?? '',
    alias: box?.alias ?? '',
    checkpointIds: post.checkpointIds,
    backup: post.backup ?? false,
    place: placeOf(records, post.checkpointIds),
    isTimed: (on ?? lost) !== undefined,
    runIds: runs.filter(({ eventId }) => eventId === event.id).map(({ id }) => id),
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
    assignment?.checkpointIds.length === replaced.checkpointIds.length &&
    assignment.checkpointIds.length > 0 &&
    assignment.checkpointIds.every((id) => replaced.checkpointIds.includes(id))
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
