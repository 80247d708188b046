import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryFilter } from '../../shared/history-filter.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'
import { isNewRowsBarPointed } from '../ui/use-calm-rows.ts'
import { type BoxNow, type Position, readEntries, type ShownEntry, takeNow } from './activity-pages.ts'
import { useChangedBoxes } from './use-changed-boxes.ts'

const PAGE = 100
/** Where more boxes changed at once, the bar comes with what these say. */
const MOST_BOXES = 50
const ENTRIES_A_BOX = 50

interface List {
  /** The filter whose list it is; another one's stays in sight until this one has begun. */
  readonly key: string
  readonly entries: readonly ShownEntry[]
  readonly next: Position | undefined
}

export interface Activity {
  readonly entries: readonly ShownEntry[]
  /** Nothing is older than the last one here. */
  readonly isWhole: boolean
  readonly isReading: boolean
  /** How far back it has been looked, where that takes a while. */
  readonly lookedTo: string | undefined
  readonly problem: unknown
  readonly readOlder: () => void
  readonly readAgain: () => void
  /** New ones that wait, because somebody reads the list. */
  readonly waiting: number
}

/**
 * The organisation's history, newest first. Nothing moves while somebody points into the list, has scrolled it or has
 * the focus in it: what is new waits.
 * @param first how many are read at once at the beginning
 */
export function useActivity(
  filter: HistoryFilter,
  listRef: RefObject<HTMLElement | null>,
  first: number,
): Activity & { readonly isOfFilter: boolean } {
  const { core } = useTrackside()
  const key = JSON.stringify(filter)
  const [list, setList] = useState<List>({ key: '', entries: [], next: undefined })
  const [reading, setReading] = useState<{ readonly lookedTo?: string }>()
  const [problem, setProblem] = useState<unknown>()
  const [newIds, setNewIds] = useState<ReadonlySet<string>>(new Set())
  const [turn, setTurn] = useState(0)
  const latest = useRef({ list, filter, first, reading })
  useEffect(() => {
    latest.current = { list, filter, first, reading }
  })

  const read = useCallback(
    async (begin: readonly ShownEntry[], before: Position | undefined, count: number, signal: AbortSignal) => {
      const { filter: wanted } = latest.current
      const isReadAgain = begin.length === 0 && latest.current.list.key === key
      setReading({})
      setProblem(undefined)
      try {
        const all = await readEntries(core, { filter: wanted, before, count, signal }, ({ entries, next }) => {
          setReading(next === undefined ? {} : { lookedTo: next.at })
          // The first of many are worth showing at once; a list that is read again is replaced as a whole.
          if (!isReadAgain) setList({ key, entries: [...begin, ...entries], next })
        })
        if (all === undefined) return
        setList({ key, entries: [...begin, ...all.entries], next: all.next })
      } catch (error) {
        if (!signal.aborted) setProblem(error)
      }
      if (!signal.aborted) setReading(undefined)
    },
    [core, key],
  )

  const stop = useRef<AbortController>(undefined)
  const start = useCallback(
    (begin: readonly ShownEntry[], before: Position | undefined, count: number) => {
      stop.current?.abort()
      stop.current = new AbortController()
      void read(begin, before, count, stop.current.signal)
    },
    [read],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads anew
  useEffect(() => {
    setNewIds(new Set())
    start([], undefined, Math.max(PAGE, latest.current.first))
    return () => stop.current?.abort()
  }, [start, turn])

  const readAgain = useCallback(() => setTurn((count) => count + 1), [])
  const readOlder = useCallback(() => {
    const { list: now, reading: isBusy } = latest.current
    if (isBusy === undefined && now.key === key && now.next !== undefined) start(now.entries, now.next, PAGE)
  }, [start, key])

  const pendingBoxes = useCallback(
    () => latest.current.list.entries.flatMap(({ pending, boxId }) => (pending ? [boxId] : [])),
    [],
  )
  const changed = useCallback(
    async (boxIds: readonly BoxId[]) => {
      if (!isUsed(listRef.current)) return readAgain()
      const { filter: wanted } = latest.current
      const asked = wanted.boxId === undefined ? boxIds : boxIds.filter((id) => id === wanted.boxId)
      const now: BoxNow[] = []
      for (const boxId of asked.slice(0, MOST_BOXES)) {
        const page = await core.call('history', { ...wanted, boxId, limit: ENTRIES_A_BOX }).catch(() => undefined)
        if (page !== undefined) now.push({ boxId, entries: page.entries, next: page.next })
      }
      const { list: before } = latest.current
      if (before.key !== JSON.stringify(wanted)) return
      setList((current) => ({ ...current, entries: takeNow(current.entries, now, current.next).entries }))
      const found = takeNow(before.entries, now, before.next).newIds
      if (found.length > 0) setNewIds((ids) => new Set([...ids, ...found]))
    },
    [core, listRef, readAgain],
  )
  useChangedBoxes(pendingBoxes, changed)

  return useMemo(
    () => ({
      entries: list.entries,
      isOfFilter: list.key === key,
      isWhole: list.key === key && list.next === undefined,
      isReading: reading !== undefined,
      lookedTo: reading?.lookedTo,
      problem,
      readOlder,
      readAgain,
      waiting: newIds.size,
    }),
    [list, key, reading, problem, readOlder, readAgain, newIds],
  )
}

function isUsed(list: HTMLElement | null): boolean {
  if (isNewRowsBarPointed()) return true
  return list !== null && (list.scrollTop > 0 || list.matches(':hover') || list.contains(document.activeElement))
}
