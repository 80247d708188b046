import type { Box } from '../../shared/records/box.ts'
import type { Assignment, Event } from '../../shared/records/event.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import { finishAfter } from '../../shared/rules/warnings.ts'
import type { Records } from '../../shared/state.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'

/** For what a box is in use, as its dialogs say it. */
export interface BoxUse {
  readonly assignment: Assignment | undefined
  readonly event: Event | undefined
  /** Its checkpoints' names, joined; empty where it isn't placed. */
  readonly place: string
  /** A timing run of one's own. */
  readonly run: Session | undefined
  /** Another organisation that uses it (L2). */
  readonly otherId: OrganisationId | undefined
}

const KINDS = ['assignment', 'event', 'checkpoint', 'session'] as const

export function useBoxUse(boxId: Box['id']): BoxUse {
  const viewer = useOrganisationId()
  return useDerived(KINDS, (records) => boxUse(records, boxId, viewer), [boxId, viewer])
}

export function useBoxUses(boxes: readonly Box[]): readonly { readonly box: Box; readonly use: BoxUse }[] {
  const viewer = useOrganisationId()
  return useDerived(KINDS, (records) => boxes.map((box) => ({ box, use: boxUse(records, box.id, viewer) })), [
    boxes,
    viewer,
  ])
}

/** R8: when the last finisher of the box's event is expected, and whether that is after `endsAt`. */
export function useFinish(eventId: Event['id'] | undefined, endsAt: string | undefined) {
  return useDerived(
    ['race'],
    (records) => {
      if (eventId === undefined || endsAt === undefined) return undefined
      const after = finishAfter(records, eventId, endsAt)
      if (after !== undefined) return { at: after, tooLate: true }
      const last = records
        .where('race', 'eventId', eventId)
        .flatMap((race) => race.expectedEnd ?? [])
        .toSorted()
        .at(-1)
      return last === undefined ? undefined : { at: last, tooLate: false }
    },
    [eventId, endsAt],
  )
}

export function isUsed(use: BoxUse): boolean {
  return use.assignment !== undefined || use.run !== undefined || use.otherId !== undefined
}

function boxUse(records: Records, boxId: Box['id'], viewer: OrganisationId): BoxUse {
  const assignment = records.get('assignment', boxId)
  const runs = runningSessionsOn(records, boxId)
  const own = assignment?.organisationId === viewer ? assignment : undefined
  const names = own?.checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? []) ?? []
  return {
    assignment: own,
    event: own?.eventId === undefined ? undefined : records.get('event', own.eventId),
    place: [...new Set(names)].join(', '),
    run: runs.find((run) => run.organisationId === viewer),
    otherId: [assignment?.organisationId, ...runs.map((run) => run.organisationId)].find(
      (id) => id !== undefined && id !== viewer,
    ),
  }
}
