import type { Box } from '../../shared/records/box.ts'
import type { Assignment, Event } from '../../shared/records/event.ts'
import type { EventId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Refusal } from '../../shared/refusals.ts'
import type { Records } from '../../shared/state.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import { folded, matches } from '../words/search.ts'
import { endsTooEarly, whyNotAssignable } from './event-facts.ts'

/** A box as the list to pick from shows it. */
export interface AssignableBox {
  readonly box: Box
  /** Why it can't be taken. */
  readonly refusal: Refusal | undefined
  /** Where it is in this event already. */
  readonly assignment: Assignment | undefined
  readonly placeNames: string
  /** R8: the last finish, where its loan ends before it. */
  readonly finishAfterLoan: string | undefined
}

/** All boxes that are there, those that can be taken first. */
export function assignableBoxes(records: Records, eventId: EventId, viewer: OrganisationId): readonly AssignableBox[] {
  return [...records.all('box')]
    .filter((box) => box.retiredAt === undefined)
    .map((box) => {
      const assignment = records.get('assignment', box.id)
      const here = assignment?.eventId === eventId ? assignment : undefined
      return {
        box,
        refusal: whyNotAssignable(records, viewer, box.id, eventId),
        assignment: here,
        placeNames: (here?.checkpointIds ?? []).flatMap((id) => records.get('checkpoint', id)?.name ?? []).join(', '),
        finishAfterLoan: endsTooEarly(records, box, viewer, eventId),
      }
    })
    .sort(
      (one, other) =>
        Number(one.refusal !== undefined) - Number(other.refusal !== undefined) ||
        Number(one.assignment !== undefined) - Number(other.assignment !== undefined) ||
        collator.compare(one.box.serial, other.box.serial),
    )
}

const collator = new Intl.Collator('en', { numeric: true })

export function searchAssignable(boxes: readonly AssignableBox[], query: string): readonly AssignableBox[] {
  const wanted = folded(query)
  if (wanted === '') return boxes
  return boxes.filter(({ box }) => matches(wanted, [folded(box.serial), folded(box.alias)]))
}

/** Adds the checkpoints to where each box is in the event already, as one act, with what undoes it. */
export function assignCommands(
  boxes: readonly AssignableBox[],
  event: Pick<Event, 'id'>,
  checkpointIds: readonly string[],
  backup: boolean,
): { readonly commands: readonly CommandToGive[]; readonly undo: readonly CommandToGive[] } {
  const assign = (boxId: string, at: readonly string[], asBackup: boolean): CommandToGive => ({
    type: 'assignBox',
    args: { boxId, eventId: event.id, checkpointIds: [...at], backup: asBackup },
  })
  return {
    commands: boxes.map(({ box, assignment }) =>
      assign(box.id, [...new Set([...(assignment?.checkpointIds ?? []), ...checkpointIds])], backup),
    ),
    undo: boxes.map(({ box, assignment }) =>
      assignment === undefined
        ? { type: 'releaseBox', args: { boxId: box.id } }
        : assign(box.id, assignment.checkpointIds, assignment.backup),
    ),
  }
}
