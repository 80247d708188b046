import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ShownPassing } from '../../shared/desktop-live.ts'
import type { Event } from '../../shared/records/event.ts'
import type { SessionId } from '../../shared/records/scalars.ts'
import { emptyStream } from '../live-state.ts'
import { useDerived, useOrganisationId, useTrackside, useTracksideState } from '../trackside.tsx'
import { watchedRuns } from './live-facts.ts'
import { filterText, hasHole, isShown, liveList, pagesOf, type StreamFilter } from './stream-rows.ts'

const PAGE = 100
const MOST_AT_ONCE = 500
/** So many lie in memory at most, also where somebody scrolls through a whole race. */
const MAX_ROWS = 5_000
const REREAD_MS = 1_000
const END_IN_SIGHT_PX = 800

type Rename = (rows: readonly ShownPassing[]) => readonly ShownPassing[]

interface Page {
  /** Of which list: an answer that comes late isn't another list's. */
  readonly key: string
  readonly passings: readonly ShownPassing[]
  readonly more: boolean
  /** The last one that the core gave, shown or not: the next page begins below it. */
  readonly cursor: number | undefined
}

export interface Stream {
  readonly passings: readonly ShownPassing[]
  /** New ones that wait, because somebody reads the list. */
  readonly waiting: number
  readonly letIn: () => void
  /** Nothing is older than the last one here. */
  readonly isWhole: boolean
  readonly isFull: boolean
  /** The chip has a name now: the rows stay where they are, and take it. */
  readonly reread: (chip: string) => Promise<void>
}

/** Passings as they come, newest first; they wait while somebody points into the list or has scrolled it. */
export function useStream(event: Event, filter: StreamFilter, listRef: RefObject<HTMLElement | null>): Stream {
  const { store } = useTrackside()
  const runs = useWatchedRuns(event)
  const key = `${event.id} ${filterText(filter)}`
  const { page, readOlder, readRenamed, changePage } = usePages(event, filter, key, runs)
  const stream = useTracksideState((state) => state.stream)
  const live = useMemo(() => liveList(stream, page.passings, filter, runs), [stream, page.passings, filter, runs])
  const [held, setHeld] = useState<Page>()
  const current = held?.key === key && held.passings.length > 0 ? held : undefined
  const shown = current?.passings ?? live
  const isCut = filter.kind === 'all' && hasHole(stream, page.passings)
  const whole: Page = isCut
    ? { key, passings: live, more: true, cursor: live.at(-1)?.id }
    : { ...page, passings: live, cursor: page.cursor ?? live.at(-1)?.id }
  const latest = useRef(whole)
  useEffect(() => {
    latest.current = whole
  })

  const [isUsed, setUsed] = useState(false)
  const hold = useCallback(() => {
    const now = latest.current
    setUsed(true)
    setHeld((before) => (before?.key === now.key && before.passings.length > 0 ? before : now))
  }, [])
  const isEmptyHanded = isUsed && current === undefined && live.length > 0
  useEffect(() => {
    // Somebody waits over an empty list: the first that come are what is read.
    if (isEmptyHanded) hold()
  }, [isEmptyHanded, hold])
  const letIn = useCallback(() => {
    setUsed(false)
    setHeld(undefined)
    const list = listRef.current?.querySelector('.data-table-scroll')
    if (list) list.scrollTop = 0
  }, [listRef])
  const older = useCallback(async () => {
    hold()
    const before = current ?? latest.current
    if (!before.more || before.passings.length >= MAX_ROWS) return
    const next = await readOlder(before.cursor)
    if (next === undefined) return
    setHeld((now) =>
      now?.key === next.key && now.cursor === before.cursor
        ? { ...next, passings: [...now.passings, ...next.passings] }
        : now,
    )
  }, [current, hold, readOlder])
  const top = current?.passings[0]?.id
  const waiting = top === undefined ? 0 : live.filter(({ id }) => id > top).length
  useUse(listRef, { begin: hold, end: letIn, older, isWaiting: waiting > 0 })

  return {
    passings: shown,
    waiting,
    letIn,
    isWhole: !(current ?? whole).more,
    isFull: shown.length >= MAX_ROWS,
    reread: async (chip) => {
      const renamed = await readRenamed(chip, shown)
      if (renamed === undefined) return
      setHeld((before) => before && { ...before, passings: renamed(before.passings) })
      changePage(renamed)
      store.setState(({ stream: { passings, completeFrom } }) => ({
        stream: { passings: renamed(passings), completeFrom },
      }))
    },
  }
}

/** Asks the core for the newest of the event's runs, while this is on screen. */
function useWatchedRuns(event: Event): ReadonlySet<SessionId> {
  const { core, store } = useTrackside()
  const viewer = useOrganisationId()
  // A core that has restarted knows nothing of what was watched.
  const isOpen = useTracksideState((state) => state.link === 'open')
  const text = useDerived(['session'], (records) => watchedRuns(records, event.id, viewer).join(' '), [
    event.id,
    viewer,
  ])
  const runs = useMemo(() => new Set(text === '' ? [] : (text.split(' ') as SessionId[])), [text])
  useEffect(() => {
    if (!isOpen) return
    store.setState({ stream: emptyStream() })
    core.call('watchPassings', { sessionIds: [...runs] }).catch(() => undefined)
    return () => {
      core.call('watchPassings', { sessionIds: [] }).catch(() => undefined)
    }
  }, [core, store, runs, isOpen])
  return runs
}

/** The newest page, read once after the watching began, and again where the stream left it behind. */
function usePages(event: Event, filter: StreamFilter, key: string, runs: ReadonlySet<SessionId>) {
  const { core } = useTrackside()
  const isOpen = useTracksideState((state) => state.link === 'open')
  const [page, setPage] = useState<Page>({ key, ...NOT_READ })
  const [turn, setTurn] = useState(0)
  const wanted = useMemo(() => pagesOf(filter, event.id), [filter, event.id])

  const read = useCallback(
    async (before?: number): Promise<Page | undefined> => {
      if (wanted === undefined) return { key, ...NOT_READ, more: false }
      const answer = await core
        .call('passings', { ...wanted, limit: PAGE, ...(before === undefined ? {} : { before }) })
        .catch(() => undefined)
      return (
        answer && {
          key,
          passings: answer.passings.filter((one) => isShown(one, filter, runs)),
          more: answer.more,
          cursor: answer.passings.at(-1)?.id,
        }
      )
    },
    [core, wanted, key, filter, runs],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads anew
  useEffect(() => {
    let isOver = false
    if (isOpen) void read().then((found) => found && !isOver && setPage(found))
    return () => {
      isOver = true
    }
  }, [read, isOpen, turn])

  /** @returns how rows of before become those of now */
  async function readRenamed(chip: string, shown: readonly ShownPassing[]): Promise<Rename | undefined> {
    const top = shown[0]
    if (wanted === undefined || top === undefined) return undefined
    if (filter.kind === 'unknown') return (rows) => rows.filter((row) => row.chip !== chip)
    const asked = { ...wanted, before: top.id + 1, limit: Math.min(shown.length, MOST_AT_ONCE) }
    const answer = await core.call('passings', asked).catch(() => undefined)
    const byId = new Map(answer?.passings.map((row) => [row.id, row]))
    return (rows) => rows.map((row) => byId.get(row.id) ?? row)
  }
  const changePage = (rename: Rename) => setPage((before) => ({ ...before, passings: rename(before.passings) }))

  const isBehind = useTracksideState((state) => filter.kind !== 'all' && hasHole(state.stream, page.passings))
  useEffect(() => {
    if (!isBehind) return
    const timer = setInterval(() => setTurn((count) => count + 1), REREAD_MS)
    return () => clearInterval(timer)
  }, [isBehind])
  return {
    page: page.key === key ? page : { key, ...NOT_READ },
    readOlder: read,
    readRenamed,
    changePage,
  }
}

const NOT_READ: Omit<Page, 'key'> = { passings: [], more: true, cursor: undefined }

/** When somebody begins to read the list, is done with it, or comes near its end. */
function useUse(
  listRef: RefObject<HTMLElement | null>,
  use: {
    readonly begin: () => void
    readonly end: () => void
    readonly older: () => Promise<void>
    readonly isWaiting: boolean
  },
): void {
  const latest = useRef(use)
  useEffect(() => {
    latest.current = use
  })
  useEffect(() => {
    const list = listRef.current
    if (list === null) return
    let isPointed = false
    let isReading = false
    const scrolledTo = () => list.querySelector('.data-table-scroll')
    const entered = () => {
      isPointed = true
      latest.current.begin()
    }
    const around = list.parentElement ?? list
    const left = ({ currentTarget, relatedTarget }: PointerEvent) => {
      isPointed = false
      // The bar that lets new ones in stands beside the list: it must not go while the pointer is on its way there.
      const isOnWay = currentTarget === list && relatedTarget instanceof Node && around.contains(relatedTarget)
      if (isOnWay && latest.current.isWaiting) return
      if ((scrolledTo()?.scrollTop ?? 0) === 0) latest.current.end()
    }
    const scrolled = () => {
      const place = scrolledTo()
      if (place === null) return
      if (place.scrollTop > 0) latest.current.begin()
      else if (!isPointed) latest.current.end()
      const isNearEnd = place.scrollHeight - place.scrollTop - place.clientHeight < END_IN_SIGHT_PX
      if (!isNearEnd || place.scrollTop === 0 || isReading) return
      isReading = true
      void latest.current.older().finally(() => {
        isReading = false
      })
    }
    list.addEventListener('pointerenter', entered)
    list.addEventListener('pointerleave', left)
    around.addEventListener('pointerleave', left)
    // Scrolling doesn't bubble.
    list.addEventListener('scroll', scrolled, { capture: true, passive: true })
    return () => {
      list.removeEventListener('pointerenter', entered)
      list.removeEventListener('pointerleave', left)
      around.removeEventListener('pointerleave', left)
      list.removeEventListener('scroll', scrolled, { capture: true })
    }
  }, [listRef])
}
