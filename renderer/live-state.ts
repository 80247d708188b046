import { assertNever } from '../shared/assert-never.ts'
import type { Push } from '../shared/desktop-api.ts'
import type { Link, LiveSession, ShownPassing, ShownTarget } from '../shared/desktop-live.ts'
import type { BoxId, SessionId } from '../shared/records/scalars.ts'
import type { CommandToGive } from './give/command-to-give.ts'
import type { OpenTime } from './live/open-time.ts'

/** What the window holds of live timing, as the core pushes it. */
export interface LiveState {
  /** This laptop's connections to boxes. */
  readonly links: ReadonlyMap<BoxId, Link>
  /** What this laptop has of the runs' passings. */
  readonly liveSessions: ReadonlyMap<SessionId, LiveSession>
  /** Undefined until the core has said it. */
  readonly scoring: readonly ShownTarget[] | undefined
  readonly stream: PassingStream
  readonly draft: RaceDraft
}

/** Race actions on their way to the core: they outlast the screen on which they were taken. */
export interface RaceDraft {
  /** Couldn't be given: kept, to be given again. */
  readonly unsaved: readonly CommandToGive[]
  /** Times that wait for their bibs before the core has answered. */
  readonly taken: readonly OpenTime[]
  /** Times whose bibs were given. */
  readonly given: ReadonlySet<string>
}

/** The newest passings of the watched runs. */
export interface PassingStream {
  /** Newest first, none twice. */
  readonly passings: readonly ShownPassing[]
  /** Of all that came, those with an id below it may be missing here; 0: none is. */
  readonly completeFrom: number
}

export type LivePush = Extract<Push, { push: 'links' | 'live-sessions' | 'passings' | 'scoring' }>

export const MAX_STREAM_ROWS = 300
/** A push holds no more: one that is full may have left some out. */
const FULL_PUSH = 100

export function noLiveState(): LiveState {
  const draft = { unsaved: [], taken: [], given: new Set<string>() }
  return { links: new Map(), liveSessions: new Map(), scoring: undefined, stream: emptyStream(), draft }
}

export function emptyStream(): PassingStream {
  return { passings: [], completeFrom: 0 }
}

/** @returns the parts of the state that a push changes */
export function liveChange(state: LiveState, push: LivePush): Partial<LiveState> {
  switch (push.push) {
    case 'links': {
      const links = new Map(push.reset ? [] : state.links)
      for (const boxId of push.gone) links.delete(boxId)
      for (const link of push.links) links.set(link.boxId, link)
      return { links }
    }
    case 'live-sessions': {
      const liveSessions = new Map(push.reset ? [] : state.liveSessions)
      for (const session of push.sessions) liveSessions.set(session.sessionId, session)
      return { liveSessions }
    }
    case 'passings':
      return { stream: withNewPassings(state.stream, push.passings) }
    case 'scoring':
      return { scoring: push.targets }
    default:
      return assertNever(push)
  }
}

/** Takes in what has come of one run; of all runs together, only the newest stay. */
export function withNewPassings(stream: PassingStream, arrived: readonly ShownPassing[]): PassingStream {
  const oldest = arrived.at(-1)
  if (oldest === undefined) return stream
  const completeFrom = arrived.length < FULL_PUSH ? stream.completeFrom : Math.max(stream.completeFrom, oldest.id)
  const merged = mergePassings(arrived, stream.passings).filter(({ id }) => id >= completeFrom)
  const lastKept = merged[MAX_STREAM_ROWS - 1]
  if (merged.length <= MAX_STREAM_ROWS || lastKept === undefined) return { passings: merged, completeFrom }
  return { passings: merged.slice(0, MAX_STREAM_ROWS), completeFrom: Math.max(completeFrom, lastKept.id) }
}

/** Both newest first; what is in both is taken from the first. */
export function mergePassings(one: readonly ShownPassing[], other: readonly ShownPassing[]): readonly ShownPassing[] {
  const top = other[0]
  const last = one.at(-1)
  if (top === undefined) return one
  if (last !== undefined && last.id > top.id) return [...one, ...other]
  const known = new Set(one.map(({ id }) => id))
  return [...one, ...other.filter(({ id }) => !known.has(id))].toSorted((first, second) => second.id - first.id)
}
