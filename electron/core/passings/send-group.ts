import type { StoredPassings } from '../../../shared/passings-api.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import type { MemberStore } from '../store/member-store.ts'
import type { StoredPassing } from '../store/passing-rows.ts'
import type { SendGroup } from '../store/passings-exchange.ts'
import { type CloudClient, CloudError, type SignedInAs } from '../sync/cloud-client.ts'

/** As many as are written in one transaction without anybody waiting for it. */
const BATCH = 1000

export interface SendParts {
  readonly store: MemberStore
  readonly cloud: Pick<CloudClient, 'postPassings'>
  readonly as: SignedInAs
  readonly signal: AbortSignal
  /** The cloud has these now, or will never take this one; both are in the file. */
  readonly onMarked: (group: SendGroup, ids: readonly number[], as: 'yes' | 'refused') => void
}

export interface SentGroup {
  readonly setAside: number
}

/**
 * Sends all that waits of one box and run.
 * @throws NoCloud CloudError where the whole group isn't taken; what was taken before is marked
 */
export async function sendGroup(parts: SendParts, group: SendGroup): Promise<SentGroup> {
  let setAside = 0
  for (;;) {
    const batch = withOneOffset(parts.store.exchange.unsent(group, BATCH))
    if (batch.length === 0) return { setAside }
    setAside += await sendBatch(parts, group, batch)
  }
}

/** R3: sent twice, it is known the second time. What the cloud can't read is halved, down to the one that it can't. */
async function sendBatch(parts: SendParts, group: SendGroup, batch: readonly StoredPassing[]): Promise<number> {
  const [first] = batch
  if (first === undefined) return 0
  try {
    const { setAside } = await post(parts, group, batch)
    mark(parts, group, batch, 'yes')
    return setAside
  } catch (error) {
    if (!(error instanceof CloudError) || (error.code !== 'MALFORMED' && error.code !== 'TOO_LARGE')) throw error
    if (batch.length === 1) {
      mark(parts, group, batch, 'refused')
      return 0
    }
    const half = Math.ceil(batch.length / 2)
    const before = await sendBatch(parts, group, batch.slice(0, half))
    return before + (await sendBatch(parts, group, batch.slice(half)))
  }
}

async function post(
  { cloud, as, signal }: SendParts,
  { boxId, sessionId }: SendGroup,
  batch: readonly StoredPassing[],
): Promise<StoredPassings> {
  const clockOffsetMs = batch[0]?.clockOffsetMs ?? 0
  const passings = batch.map(asRead)
  return await cloud.postPassings(
    as,
    { boxId, ...(sessionId === undefined ? {} : { sessionId }), clockOffsetMs, passings },
    signal,
  )
}

function mark(
  { store, onMarked }: SendParts,
  group: SendGroup,
  batch: readonly StoredPassing[],
  as: 'yes' | 'refused',
) {
  const ids = batch.map(({ id }) => id)
  onMarked(
    group,
    store.transact(() => store.exchange.markSent(ids, as)),
    as,
  )
}

/** One call carries one measure of the box's clock. */
function withOneOffset(passings: readonly StoredPassing[]): readonly StoredPassing[] {
  const end = passings.findIndex(({ clockOffsetMs }) => clockOffsetMs !== passings[0]?.clockOffsetMs)
  return end === -1 ? passings : passings.slice(0, end)
}

/** As the box read it: what this laptop made of it, the cloud makes of it anew. */
function asRead(passing: StoredPassing): Passing {
  const { id, boxId, sessionId, eventId, countedAt, countedBy, clockOffsetMs, via, inCloud, ...read } = passing
  return read
}
