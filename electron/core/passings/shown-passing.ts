import type { ShownPassing } from '../../../shared/desktop-live.ts'
import type { Desk } from '../desk.ts'
import { ReadByBook } from '../scoring/read-by.ts'
import type { NamedPassing } from '../store/passings.ts'

/** As windows get them. */
export function shownPassings(desk: Desk, passings: readonly NamedPassing[]): ShownPassing[] {
  const book = new ReadByBook(desk)
  return passings.map((passing) => {
    const { eventId: _, clockOffsetMs: __, ...shown } = passing
    const readBy = book.mark(passing)
    return readBy === undefined ? shown : { ...shown, readBy }
  })
}
