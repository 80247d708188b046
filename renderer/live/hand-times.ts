import type { RaceAction } from '../../shared/records/race-action.ts'
import { checkpointIdSchema, type MemberId, raceActionIdSchema } from '../../shared/records/scalars.ts'
import type { RaceEntry } from '../../shared/rules/race-entries.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import type { OpenTime, RacePlace } from './open-time.ts'

export function isOpenTime({ action, crossedOutBy }: RaceEntry): boolean {
  return action.kind === 'TIME' && action.bib === undefined && crossedOutBy === undefined
}

/**
 * The times for which the bib field waits, the oldest first. Only one's own: another timer at another laptop has the
 * bibs of theirs.
 */
export function openTimes(entries: readonly RaceEntry[], memberId: MemberId): readonly RaceAction[] {
  return entries
    .filter((entry) => isOpenTime(entry) && entry.action.memberId === memberId)
    .map(({ action }) => action)
    .toReversed()
}

/** An action of this moment; the time of a key first of all. */
export function recordCommand(
  { raceId, checkpointId }: RacePlace,
  action: {
    readonly id: string
    readonly kind: string
    readonly at: string
    readonly bib?: string
    readonly note?: string
  },
): CommandToGive {
  const { id, bib = '', note = '', ...rest } = action
  return {
    type: 'recordRaceAction',
    args: {
      actionId: raceActionIdSchema.parse(id),
      raceId,
      ...rest,
      ...(bib === '' ? {} : { bib }),
      ...(note === '' ? {} : { note }),
      ...(checkpointId === undefined ? {} : { checkpointId }),
    },
  }
}

/** The bib of a time that was taken: the same moment and place, in its place. */
export function completeCommand(open: OpenTime, bib: string, newId: string): CommandToGive {
  return {
    type: 'recordRaceAction',
    args: {
      actionId: raceActionIdSchema.parse(newId),
      raceId: open.raceId,
      kind: 'TIME',
      at: open.at,
      bib,
      withdraws: open.id,
      ...(open.checkpointId === undefined ? {} : { checkpointId: checkpointIdSchema.parse(open.checkpointId) }),
    },
  }
}

function crossOutCommand(action: RaceAction, at: string, newId: string): CommandToGive {
  return {
    type: 'recordRaceAction',
    args: {
      actionId: raceActionIdSchema.parse(newId),
      raceId: action.raceId,
      kind: 'CROSS_OUT',
      at,
      withdraws: action.id,
    },
  }
}

/** R4: an entry with all that it stands for: with the bib, the time by hand that would wait for one again. */
export function crossOutCommands(entry: RaceEntry, at: string, newId: () => string): readonly CommandToGive[] {
  const { action, completes } = entry
  return [action, ...(completes ? [completes] : [])].map((out) => crossOutCommand(out, at, newId()))
}

/** Another bib for a time that has one: the wrong one stays in sight, crossed out. */
export function otherBibCommands(
  { action, completes }: RaceEntry,
  bib: string,
  at: string,
  newId: () => string,
): readonly CommandToGive[] {
  if (completes === undefined) return [completeCommand(action, bib, newId())]
  return [crossOutCommand(action, at, newId()), completeCommand(completes, bib, newId())]
}

/** R4: what takes a crossing-out back; none where something else has taken the entry's place. */
export function restoreCommands(
  { crossedOutBy }: RaceEntry,
  at: string,
  newId: () => string,
): readonly CommandToGive[] {
  return crossedOutBy?.kind === 'CROSS_OUT' ? [crossOutCommand(crossedOutBy, at, newId())] : []
}

/** The guns that count. A second one is asked about. */
export function standingGuns(entries: readonly RaceEntry[]): readonly RaceAction[] {
  return entries
    .filter(({ action, crossedOutBy }) => action.kind === 'START' && crossedOutBy === undefined)
    .map(({ action }) => action)
}
