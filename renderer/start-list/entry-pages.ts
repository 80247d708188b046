import type { CallResult } from '../../shared/desktop-api.ts'
import type { StartListEntry } from '../../shared/desktop-live.ts'

export const PAGE_ENTRIES = 200

type Page = CallResult<'startList'>

/** A start list of any length, read a page at a time, as it comes in sight. */
export interface EntryPages {
  readonly head: Omit<Page, 'entries'>
  readonly get: (index: number) => StartListEntry | undefined
  /** Asks for the page of that entry, once. */
  readonly want: (index: number) => void
  /** Told whenever a page came. @returns how to stop listening */
  readonly subscribe: (changed: () => void) => () => void
}

/** @param load the page that begins at `offset`; one that can't be read is asked for again when it is wanted again */
export function createEntryPages(first: Page, load: (offset: number) => Promise<Page>): EntryPages {
  const { entries, ...head } = first
  const pages = new Map<number, readonly StartListEntry[]>([[0, entries]])
  const asked = new Set<number>([0])
  const listeners = new Set<() => void>()
  return {
    head,
    get: (index) => pages.get(Math.floor(index / PAGE_ENTRIES))?.[index % PAGE_ENTRIES],
    want(index) {
      const number = Math.floor(index / PAGE_ENTRIES)
      if (asked.has(number)) return
      asked.add(number)
      load(number * PAGE_ENTRIES).then(
        (page) => {
          pages.set(number, page.entries)
          for (const changed of listeners) changed()
        },
        () => asked.delete(number),
      )
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
