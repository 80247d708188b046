import type { ReactNode } from 'react'

export interface DataColumn<Row> {
  readonly id: string
  readonly header: string
  /** @param widthPx of the list, in pixels of 14 px text */
  readonly cell: (row: Row, widthPx: number) => ReactNode
  /** A CSS grid track, such as `minmax(84px, 1fr)`. */
  readonly track: string
  /** By what it sorts; without it, it doesn't. */
  readonly sortBy?: (row: Row) => string | number
  /** Narrower than this, in pixels of 14 px text, the column gives way. */
  readonly fromWidth?: number
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
}
