import { z } from 'zod'
import { FRESH_SCREEN, type ScreenState, type TracksideStore } from './store.ts'

const sortSchema = z.object({ column: z.string(), descending: z.boolean() }).nullable()
const columnsSchema = z
  .object({
    order: z.array(z.string()),
    hidden: z.array(z.string()),
    widths: z.record(z.string(), z.number()),
  })
  .nullable()
const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  filter: z.string(),
  groupBy: z.string(),
  sort: sortSchema,
  columns: columnsSchema,
})

const screensSchema = z.record(
  z.string(),
  z.object({
    query: z.string(),
    filter: z.string(),
    scrollTop: z.number(),
    sort: sortSchema,
    closed: z.array(z.string()).default([]),
    chosen: z.record(z.string(), z.string()).default({}),
    // What can't be read of these doesn't take the rest with it.
    columns: columnsSchema.default(null).catch(null),
    views: z.array(viewSchema).default([]).catch([]),
  }),
)

/** ux 18: keeps filters, search, columns, saved views and scroll over a restart, each member's by itself. What is ticked isn't kept. */
export function rememberScreens(store: TracksideStore, storage: Storage): void {
  let keptFor: string | undefined
  store.subscribe((state, before) => {
    const memberId = state.status?.identity?.member.id
    if (memberId === undefined) {
      keptFor = undefined
    } else if (memberId !== keptFor) {
      keptFor = memberId
      store.setState({ screens: read(storage, memberId) })
    } else if (state.screens !== before.screens) {
      storage.setItem(storageKey(memberId), JSON.stringify(withoutSelection(state.screens)))
    }
  })
}

function read(storage: Storage, memberId: string): Record<string, ScreenState> {
  try {
    const kept = screensSchema.parse(JSON.parse(storage.getItem(storageKey(memberId)) ?? '{}'))
    return Object.fromEntries(Object.entries(kept).map(([screen, state]) => [screen, { ...FRESH_SCREEN, ...state }]))
  } catch {
    // Written by another version, or broken: not worth a word.
    return {}
  }
}

function withoutSelection(screens: Readonly<Record<string, ScreenState>>) {
  return Object.fromEntries(Object.entries(screens).map(([name, { selected: _, ...rest }]) => [name, rest]))
}

function storageKey(memberId: string): string {
  return `trackside.screens.${memberId}`
}
