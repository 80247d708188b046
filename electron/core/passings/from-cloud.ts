import type { PagedPassing } from '../../../shared/passings-api.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import type { MemberStore } from '../store/member-store.ts'
import { IN_CLOUD } from '../store/passing-rows.ts'
import { ChipCount, type Stored, storedOf, type Taken } from './take-batch.ts'

interface FromCloud extends Pick<Taken, 'stored' | 'newChips'> {
  /** What was here, and the cloud has too. */
  readonly confirmed: readonly { readonly id: number; readonly sessionId: SessionId | null }[]
}

/** R3: what the cloud has of one run, with the time that it counts by; and how far it was fetched. In a transaction. */
export function writeFromCloud(
  store: MemberStore,
  run: Pick<Session, 'id'> & { readonly eventId: Session['eventId'] },
  page: readonly PagedPassing[],
): FromCloud {
  const stored: Stored[] = []
  const confirmed: FromCloud['confirmed'][number][] = []
  const chips = new ChipCount()
  for (const { seq: _, boxId, sessionId: __, ...passing } of page) {
    const ours = { boxId, passing, sessionId: run.id, eventId: run.eventId, clockOffsetMs: offsetOf(passing) }
    const id = store.passings.add({ ...ours, via: 'cloud', inCloud: IN_CLOUD.yes })
    if (id === undefined) {
      const known = store.exchange.confirm(boxId, passing)
      if (known) confirmed.push(known)
    } else {
      stored.push(storedOf(id, passing, run.id, IN_CLOUD.yes))
      chips.add(run, passing)
    }
  }
  const last = page.at(-1)
  if (last) store.exchange.setFetchedTo(run.id, last.seq)
  return { stored, newChips: chips.write(store), confirmed }
}

function offsetOf({ at, countedAt, countedBy }: Pick<PagedPassing, 'at' | 'countedAt' | 'countedBy'>): number {
  return countedBy === 'stamp' ? Date.parse(at) - Date.parse(countedAt) : 0
}
