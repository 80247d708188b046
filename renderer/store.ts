import { createStore, type StoreApi } from 'zustand/vanilla'
import { assertNever } from '../shared/assert-never.ts'
import type { Telemetry } from '../shared/cloud-api.ts'
import type { Push, Status } from '../shared/desktop-api.ts'
import type { Card, PendingCommand } from '../shared/desktop-cards.ts'
import { isKind, type Kind, recordSchemas } from '../shared/records/kinds.ts'
import type { BoxId } from '../shared/records/scalars.ts'
import type { ToPage } from '../shared/shell-messages.ts'
import { MemoryRecords, type Records } from '../shared/state.ts'
import { type LiveState, liveChange, noLiveState } from './live-state.ts'
import { noRaceDayState, type RaceDayState, raceDayChange } from './race-day-state.ts'
import type { LinkState } from './transport.ts'
import type { ColumnLayout } from './ui/column-layout.ts'
import type { Sort } from './ui/data-column.ts'

/** What a list screen keeps across navigation and restart (ux 18). */
export interface ScreenState {
  readonly query: string
  readonly filter: string
  readonly scrollTop: number
  readonly selected: readonly string[]
  readonly sort: Sort | null
  /** What of a tree, or of groups of rows, is folded up. */
  readonly closed: readonly string[]
  /** Other choices, each by its name. */
  readonly chosen: Readonly<Record<string, string>>
  /** Null: as they come. */
  readonly columns: ColumnLayout | null
  readonly views: readonly SavedView[]
}

/** How a list is looked at, saved under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly filter: string
  readonly groupBy: string
  readonly sort: Sort | null
  readonly columns: ColumnLayout | null
}

export const FRESH_SCREEN: ScreenState = {
  query: '',
  filter: 'all',
  scrollTop: 0,
  selected: [],
  sort: null,
  closed: [],
  chosen: {},
  columns: null,
  views: [],
}

export interface TracksideState extends LiveState, RaceDayState {
  readonly link: LinkState
  /** Undefined until the core has said the first word. */
  readonly status: Status | undefined
  /** Monotonic, when `status` arrived. */
  readonly statusAtMs: number
  /** The same object until a reset; read it together with `versions`, which tell when it changed. */
  readonly records: Records
  /** Counts the changes of each kind. */
  readonly versions: Readonly<Record<Kind, number>>
  /** `kind id` of every record that isn't confirmed yet (F2). Replaced when it changes. */
  readonly unconfirmed: ReadonlySet<string>
  /** Counts how often a box's history was said to have changed. */
  readonly historyVersions: ReadonlyMap<string, number>
  /** What of the above has come, and is shown soon. */
  readonly arrived: Arrived | undefined
  readonly pending: readonly PendingCommand[]
  readonly cards: readonly Card[]
  readonly telemetry: ReadonlyMap<BoxId, Telemetry>
  readonly screens: Readonly<Record<string, ScreenState>>
  /** Where updates of the application stand; undefined in a browser. Of the laptop, whoever is signed in. */
  readonly update: Extract<ToPage, { type: 'update' }> | undefined
  /** The desktop's menu asked for the custody sheet on paper; the sheet takes it back when it is there. */
  readonly isPrintAsked: boolean
}

type Arrived = Pick<TracksideState, 'records' | 'versions' | 'unconfirmed' | 'historyVersions'>

export type TracksideStore = StoreApi<TracksideState>

const KINDS = Object.keys(recordSchemas) as Kind[]

export function createTracksideStore(): TracksideStore {
  return createStore<TracksideState>(() => ({
    link: 'connecting',
    status: undefined,
    statusAtMs: 0,
    screens: {},
    update: undefined,
    isPrintAsked: false,
    ...nothingYet(0),
  }))
}

/** So many changes come only with a first state, which has many such pushes. */
const MANY_CHANGES = 200

/**
 * Takes in one push. `monotonicMs`: when it arrived.
 * @param soon runs what shows many changes, once for several pushes: taking them in takes long enough
 */
export function receivePush(
  store: TracksideStore,
  push: Exclude<Push, { push: 'alert' }>,
  monotonicMs: number,
  soon: (show: () => void) => void = (show) => show(),
): void {
  switch (push.push) {
    case 'status':
      receiveStatus(store, push.status, monotonicMs)
      break
    case 'replica':
      receiveReplica(store, push, soon)
      break
    case 'pending':
      store.setState({ pending: push.pending })
      break
    case 'cards':
      store.setState({ cards: push.cards })
      break
    case 'telemetry':
      store.setState(({ telemetry }) => ({
        telemetry: new Map([...telemetry, ...push.telemetry.map((latest) => [latest.boxId, latest] as const)]),
      }))
      break
    case 'links':
    case 'live-sessions':
    case 'passings':
    case 'scoring':
      store.setState(liveChange(store.getState(), push))
      break
    case 'alarms':
    case 'test-reads':
    case 'laptop':
    case 'board-sharing':
      store.setState(raceDayChange(push))
      break
    default:
      assertNever(push)
  }
}

export function changeScreen(store: TracksideStore, screen: string, change: Partial<ScreenState>): void {
  const { screens } = store.getState()
  store.setState({ screens: { ...screens, [screen]: { ...(screens[screen] ?? FRESH_SCREEN), ...change } } })
}

export function recordKey(kind: Kind, id: string): string {
  return `${kind} ${id}`
}

/** Two members on one computer don't mix: with another one signed in, nothing of the one before stays. */
function receiveStatus(store: TracksideStore, status: Status, monotonicMs: number): void {
  const before = store.getState().status?.identity?.member.id
  const other = before !== undefined && before !== status.identity?.member.id
  store.setState({
    status,
    statusAtMs: monotonicMs,
    ...(other ? { ...nothingYet(nextVersion(store)), screens: {} } : {}),
  })
}

function receiveReplica(
  store: TracksideStore,
  push: Extract<Push, { push: 'replica' }>,
  soon: (show: () => void) => void,
): void {
  const arrived = withChanges(store, push)
  const isFew = push.changes.length < MANY_CHANGES
  store.setState(isFew ? { ...arrived, arrived: undefined } : { arrived })
  if (!isFew) soon(() => showArrived(store))
}

function showArrived(store: TracksideStore): void {
  const { arrived } = store.getState()
  if (arrived !== undefined) store.setState({ ...arrived, arrived: undefined })
}

function withChanges(store: TracksideStore, push: Extract<Push, { push: 'replica' }>): Arrived {
  const state = store.getState()
  const before = state.arrived ?? state
  const records = push.reset || !(before.records instanceof MemoryRecords) ? new MemoryRecords() : before.records
  const versions = push.reset ? allVersions(nextVersion(store)) : { ...before.versions }
  const unconfirmed = new Set(push.reset ? [] : before.unconfirmed)
  for (const { kind, id, body, pending } of push.changes) {
    // One that this page doesn't know yet: it has no place where it would show.
    if (!isKind(kind)) continue
    const record = body === null ? null : recordSchemas[kind].parse(body)
    records.apply({ kind, id, body: record } as Parameters<MemoryRecords['apply']>[0])
    versions[kind] += 1
    if (pending && record !== null) unconfirmed.add(recordKey(kind, id))
    else unconfirmed.delete(recordKey(kind, id))
  }
  const historyVersions = new Map(before.historyVersions)
  for (const boxId of push.historyOf) historyVersions.set(boxId, (historyVersions.get(boxId) ?? 0) + 1)
  return { records, versions, unconfirmed, historyVersions }
}

function nothingYet(version: number) {
  return {
    records: new MemoryRecords(),
    versions: allVersions(version),
    unconfirmed: new Set<string>(),
    historyVersions: new Map<string, number>(),
    arrived: undefined,
    pending: [],
    cards: [],
    telemetry: new Map<BoxId, Telemetry>(),
    ...noLiveState(),
    ...noRaceDayState(),
  }
}

/** Higher than any before, so that whoever remembers a version sees that it changed. */
function nextVersion(store: TracksideStore): number {
  return Math.max(...Object.values(store.getState().versions)) + 1
}

function allVersions(version: number): Record<Kind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, version])) as Record<Kind, number>
}
