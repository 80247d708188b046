import type { DataColumn } from './data-column.ts'

/** Which columns somebody chose to see, in which order, how wide. */
export interface ColumnLayout {
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  /** In pixels of 14 px text; of those that were sized. */
  readonly widths: Readonly<Record<string, number>>
}

type Column = Pick<DataColumn<never>, 'id' | 'track' | 'fromWidth' | 'minPx' | 'isEssential' | 'startsHidden'>

const TEXT_PX = 14
const GAP_PX = 8
/** What stands beside the columns: the padding of both sides, and the tick with its gap. */
const BESIDE_PX = 48 + 28 + GAP_PX
const NARROWEST_PX = 48
const WIDEST_PX = 640

/** What was kept, for the columns that there are: one that is new stands at the end, as it starts. */
export function layoutOf(columns: readonly Column[], kept: ColumnLayout | null): ColumnLayout {
  const before = kept?.order.filter((id) => columns.some((column) => column.id === id)) ?? []
  const added = columns.filter(({ id }) => !before.includes(id))
  const hidden = [...before.filter((id) => kept?.hidden.includes(id)), ...idsOf(added.filter(startsHidden))]
  const essential = new Set(idsOf(columns.filter(({ isEssential }) => isEssential)))
  return {
    order: [...before, ...idsOf(added)],
    hidden: hidden.filter((id) => !essential.has(id)),
    widths: kept?.widths ?? {},
  }
}

/** All columns in the order chosen, whether shown or not. */
export function columnsInOrder<C extends Column>(columns: readonly C[], layout: ColumnLayout): readonly C[] {
  return layout.order.flatMap((id) => columns.find((column) => column.id === id) ?? [])
}

/** Those chosen, as many as the list is wide enough for: what isn't essential gives way first. */
export function columnsThatFit<C extends Column>(
  columns: readonly C[],
  layout: ColumnLayout,
  widthPx: number,
): readonly C[] {
  const shown = columnsInOrder(columns, layout).filter(({ id }) => !layout.hidden.includes(id))
  let needPx = shown.reduce((sum, column) => sum + leastPx(column, layout) + GAP_PX, BESIDE_PX - GAP_PX)
  const gone = new Set<string>()
  for (const column of shown.toSorted((one, other) => (other.fromWidth ?? 0) - (one.fromWidth ?? 0))) {
    if (needPx <= widthPx || column.isEssential) continue
    gone.add(column.id)
    needPx -= leastPx(column, layout) + GAP_PX
  }
  return shown.filter(({ id }) => !gone.has(id))
}

/** A sized column is as wide as it was made where there is room, and shrinks to what it needs before one goes. */
export function trackOf(column: Column, layout: ColumnLayout): string {
  const chosenPx = layout.widths[column.id]
  if (chosenPx === undefined) return column.track
  if (column.isEssential) return `minmax(${em(Math.max(chosenPx, column.minPx ?? 0))}, 2fr)`
  return `minmax(${em(leastPx(column, layout))}, ${em(chosenPx)})`
}

export function withToggled(layout: ColumnLayout, id: string): ColumnLayout {
  const isHidden = layout.hidden.includes(id)
  return { ...layout, hidden: isHidden ? layout.hidden.filter((other) => other !== id) : [...layout.hidden, id] }
}

/** One place to the left or right among those that are shown. */
export function withMoved(layout: ColumnLayout, id: string, by: -1 | 1): ColumnLayout {
  const shown = layout.order.filter((other) => !layout.hidden.includes(other))
  const neighbour = shown[shown.indexOf(id) + by]
  if (neighbour === undefined || !shown.includes(id)) return layout
  return withPlaced(layout, id, neighbour, by === 1)
}

/** Right before another one, or right after it. */
export function withPlaced(layout: ColumnLayout, id: string, besideId: string, isAfter: boolean): ColumnLayout {
  if (id === besideId) return layout
  const rest = layout.order.filter((other) => other !== id)
  const at = rest.indexOf(besideId) + (isAfter ? 1 : 0)
  return { ...layout, order: [...rest.slice(0, at), id, ...rest.slice(at)] }
}

export function withSized(layout: ColumnLayout, column: Column, px: number): ColumnLayout {
  const least = column.isEssential ? (column.minPx ?? NARROWEST_PX) : NARROWEST_PX
  const widthPx = Math.round(Math.min(WIDEST_PX, Math.max(least, px)))
  return { ...layout, widths: { ...layout.widths, [column.id]: widthPx } }
}

function leastPx(column: Column, { widths }: ColumnLayout): number {
  const least = column.minPx ?? NARROWEST_PX
  const chosen = widths[column.id]
  if (chosen === undefined) return least
  return column.isEssential ? Math.max(least, chosen) : Math.min(least, chosen)
}

function em(px: number): string {
  return `${Math.round((px / TEXT_PX) * 100) / 100}em`
}

function idsOf(columns: readonly Column[]): readonly string[] {
  return columns.map(({ id }) => id)
}

function startsHidden(column: Column): boolean {
  return column.startsHidden === true
}
