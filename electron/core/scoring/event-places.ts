import type { EventId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { type ReadingPlace, readingPlaces } from '../../../shared/rules/main-and-backup.ts'
import type { Desk } from '../desk.ts'
import type { ChipSpan } from '../store/scoring.ts'

function runsOf({ records, actor }: Pick<Desk, 'records' | 'actor'>, eventId: EventId): readonly Session[] {
  const isHere = (run: Session) => run.eventId === eventId && run.organisationId === actor.organisationId
  return [...records.all('session')].filter(isHere)
}

/** Where each run of the event reads. */
export function placesIn(desk: Pick<Desk, 'records' | 'actor'>, eventId: EventId): ReturnType<typeof readingPlaces> {
  return readingPlaces(runsOf(desk, eventId))
}

/** Whether a main box there read the chip. */
export function wasReadByMain({ store }: Pick<Desk, 'store'>, { mains }: ReadingPlace, span: ChipSpan): boolean {
  const runs = mains.map(({ id }) => id)
  return runs.length > 0 && store.scoring.wasRead(runs, span)
}

export function spanOf(chip: string, fromMs: number, toMs: number): ChipSpan {
  return { chip, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}
