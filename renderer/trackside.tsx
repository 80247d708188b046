import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Telemetry } from '../shared/cloud-api.ts'
import type { Permission } from '../shared/permissions.ts'
import type { Kind, RecordOf } from '../shared/records/kinds.ts'
import type { OrganisationId } from '../shared/records/scalars.ts'
import type { Records } from '../shared/state.ts'
import {
  changeScreen,
  FRESH_SCREEN,
  recordKey,
  type ScreenState,
  type TracksideState,
  type TracksideStore,
} from './store.ts'
import type { CoreConnection } from './transport.ts'

/** What every screen works with, wired in main.tsx. */
export interface Trackside {
  readonly store: TracksideStore
  readonly core: CoreConnection
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicMs: () => number
}

const TracksideContext = createContext<Trackside | undefined>(undefined)

export function TracksideProvider({ value, children }: { readonly value: Trackside; readonly children: ReactNode }) {
  return <TracksideContext value={value}>{children}</TracksideContext>
}

export function useTrackside(): Trackside {
  const trackside = use(TracksideContext)
  if (trackside === undefined) throw new Error('rendered outside TracksideProvider')
  return trackside
}

/** A part of the state; renders again when that part is another one. Select what is stable: no new objects. */
export function useTracksideState<T>(select: (state: TracksideState) => T): T {
  return useStore(useTrackside().store, select)
}

export function useRecord<K extends Kind>(kind: K, id: string | undefined): RecordOf<K> | undefined {
  return useTracksideState((state) => (id === undefined ? undefined : state.records.get(kind, id)))
}

/**
 * Something worked out of the records: anew only when one of `kinds` changed, or one of `inputs`, which `derive` uses.
 * @param kinds the same list, in the same order, at every render
 */
export function useDerived<T>(
  kinds: readonly Kind[],
  derive: (records: Records) => T,
  inputs: readonly unknown[] = [],
): T {
  const records = useTracksideState((state) => state.records)
  const version = useTracksideState((state) => kinds.map((kind) => state.versions[kind]).join(' '))
  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for the records' contents, inputs for derive
  return useMemo(() => derive(records), [records, version, ...inputs])
}

/** Works something out for whole lists. It is told what it said before, and of which kinds records changed since. */
type Derive<T> = (facts: SharedFacts, before?: T, changed?: ReadonlySet<Kind>) => T

export interface SharedFacts {
  readonly records: Records
  readonly viewer: OrganisationId
  /** Whether the record isn't confirmed by the cloud yet (F2). */
  readonly unconfirmed: (kind: Kind, id: string) => boolean
  /** Something else that is worked out once for all. */
  readonly of: <T>(kinds: readonly Kind[], derive: Derive<T>) => T
}

interface Shared<T> {
  readonly viewer: OrganisationId
  readonly versions: Readonly<Record<Kind, number>>
  readonly value: T
}

/** By the records and the function that worked it out; records that are let go take it with them. */
const sharedValues = new WeakMap<Records, Map<unknown, Shared<unknown>>>()

/**
 * As `useDerived`, but worked out once for all that show it, and still there when another screen does.
 * @param derive the same function always
 */
export function useShared<T>(kinds: readonly Kind[], derive: Derive<T>): T {
  const viewer = useOrganisationId()
  const { store } = useTrackside()
  return useDerived(kinds, (records) => sharedOf(store.getState(), records, viewer)(kinds, derive), [viewer, store])
}

function sharedOf({ versions, unconfirmed }: TracksideState, records: Records, viewer: OrganisationId) {
  const kept = sharedValues.get(records) ?? new Map<unknown, Shared<unknown>>()
  sharedValues.set(records, kept)
  // Mostly there is nothing, and it is asked for every box.
  const isUnconfirmed = (kind: Kind, id: string) => unconfirmed.size > 0 && unconfirmed.has(recordKey(kind, id))
  const facts: SharedFacts = { records, viewer, unconfirmed: isUnconfirmed, of }
  function of<T>(kinds: readonly Kind[], derive: Derive<T>): T {
    const found = kept.get(derive) as Shared<T> | undefined
    const before = found?.viewer === viewer ? found : undefined
    const changed = before && new Set(kinds.filter((kind) => before.versions[kind] !== versions[kind]))
    if (before !== undefined && changed?.size === 0) return before.value
    const value = derive(facts, before?.value, changed)
    kept.set(derive, { viewer, versions, value })
    return value
  }
  return of
}

/** Whether the record isn't confirmed by the cloud yet (F2). */
export function useUnconfirmed(kind: Kind, id: string | undefined): boolean {
  return useTracksideState((state) => id !== undefined && state.unconfirmed.has(recordKey(kind, id)))
}

export function useTelemetry(boxId: string | undefined): Telemetry | undefined {
  return useTracksideState((state) =>
    boxId === undefined ? undefined : state.telemetry.get(boxId as Telemetry['boxId']),
  )
}

export function useIdentity() {
  return useTracksideState((state) => state.status?.identity)
}

/** For screens behind the sign-in: whose they are. */
export function useOrganisationId(): OrganisationId {
  const identity = useIdentity()
  if (identity === undefined) throw new Error('rendered without a sign-in')
  return identity.organisation.id
}

/** O4: whether the member's role allows it. The core asks the same again. */
export function useCan(permission: Permission): boolean {
  return useTracksideState((state) => state.status?.identity?.permissions.includes(permission) ?? false)
}

/** Trusted time now (F6), as ISO text, again each time a whole `granularityMs` has passed. */
export function useNow(granularityMs: number): string {
  const { monotonicMs } = useTrackside()
  const status = useTracksideState((state) => state.status)
  const statusAtMs = useTracksideState((state) => state.statusAtMs)
  const read = useCallback(
    () => (status === undefined ? Date.now() : Date.parse(status.now) + monotonicMs() - statusAtMs),
    [status, statusAtMs, monotonicMs],
  )
  const [, tick] = useState(0)
  const nowMs = read()
  const floorMs = nowMs - (nowMs % granularityMs)
  useEffect(() => {
    const timer = setTimeout(() => tick((count) => count + 1), floorMs + granularityMs - read() + 5)
    return () => clearTimeout(timer)
  }, [floorMs, granularityMs, read])
  return useMemo(() => new Date(floorMs).toISOString(), [floorMs])
}

/** What the list screen `screen` keeps: filter, search, selection, scroll, order (ux 18). */
export function useScreenState(screen: string): readonly [ScreenState, (change: Partial<ScreenState>) => void] {
  const { store } = useTrackside()
  const state = useTracksideState(({ screens }) => screens[screen] ?? FRESH_SCREEN)
  const change = useCallback((wanted: Partial<ScreenState>) => changeScreen(store, screen, wanted), [store, screen])
  return [state, change]
}
