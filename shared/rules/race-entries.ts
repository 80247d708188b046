import type { RaceAction } from '../records/race-action.ts'
import type { RaceActionId } from '../records/scalars.ts'

/** R4: an action as a line in a race's list. */
export interface RaceEntry {
  readonly action: RaceAction
  /** What crosses it out; undefined: it counts. */
  readonly crossedOutBy: RaceAction | undefined
  /** The time by hand to which it gives a bib, and in whose place it stands. */
  readonly completes: RaceAction | undefined
}

/** Among the actions of one race: who withdraws whom, and what is left. */
export interface RaceBook {
  readonly byId: ReadonlyMap<RaceActionId, RaceAction>
  /** R4: what withdraws it without being withdrawn itself; undefined: it counts. */
  withdrawerOf(action: RaceAction): RaceAction | undefined
}

export function raceBook(actions: Iterable<RaceAction>): RaceBook {
  const byId = new Map<RaceActionId, RaceAction>()
  const withdrawers = new Map<RaceActionId, RaceAction[]>()
  for (const action of actions) {
    byId.set(action.id, action)
    if (action.withdraws === undefined) continue
    const others = withdrawers.get(action.withdraws)
    if (others) others.push(action)
    else withdrawers.set(action.withdraws, [action])
  }
  const known = new Map<RaceActionId, RaceAction | undefined>()

  // With a list of its own, not by recursion: an entry may be crossed out and restored any number of times.
  function settle(first: RaceAction): void {
    const open = [first]
    const begun = new Set<RaceActionId>()
    for (let action = open.at(-1); action !== undefined; action = open.at(-1)) {
      const above = withdrawers.get(action.id) ?? []
      // A circle can't be made by commands; in a broken record it counts as not withdrawn, and doesn't hang.
      const unsettled = begun.has(action.id) ? [] : above.filter(({ id }) => !known.has(id) && !begun.has(id))
      begun.add(action.id)
      if (unsettled.length > 0) {
        open.push(...unsettled)
        continue
      }
      open.pop()
      known.set(
        action.id,
        above.find(({ id }) => known.has(id) && known.get(id) === undefined),
      )
    }
  }

  return {
    byId,
    withdrawerOf(action) {
      if (!known.has(action.id)) settle(action)
      return known.get(action.id)
    },
  }
}

/** R4: the time by hand whose bib this one is: it has the same moment, and takes its place. */
function completedBy(book: RaceBook, action: RaceAction): RaceAction | undefined {
  const before = action.withdraws === undefined ? undefined : book.byId.get(action.withdraws)
  const isCompletion = action.kind === 'TIME' && before?.kind === 'TIME' && before.at === action.at
  return isCompletion ? before : undefined
}

/**
 * R4: a race's list, the latest moment first. A time by hand with its bib is one entry; crossings-out show at what they
 * cross out.
 */
export function raceEntries(actions: readonly RaceAction[]): readonly RaceEntry[] {
  const book = raceBook(actions)
  const completed = new Set(actions.flatMap((action) => completedBy(book, action)?.id ?? []))
  return actions
    .filter((action) => action.kind !== 'CROSS_OUT')
    .map((action) => ({
      action,
      crossedOutBy: book.withdrawerOf(action),
      completes: completedBy(book, action),
    }))
    .filter(({ action, crossedOutBy }) => crossedOutBy === undefined || !completed.has(action.id))
    .toSorted((one, other) => byMoment(other.action, one.action))
}

/** R4, R7: the actions that count, the earliest moment first: what goes into results. */
export function standingActions(actions: readonly RaceAction[]): readonly RaceAction[] {
  const book = raceBook(actions)
  return actions
    .filter((action) => action.kind !== 'CROSS_OUT' && book.withdrawerOf(action) === undefined)
    .toSorted(byMoment)
}

function byMoment(one: RaceAction, other: RaceAction): number {
  return (
    one.at.localeCompare(other.at) || one.recordedAt.localeCompare(other.recordedAt) || (one.id < other.id ? -1 : 1)
  )
}
