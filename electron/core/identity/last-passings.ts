import { existsSync } from 'node:fs'
import { timePlus } from '../../../shared/records/scalars.ts'
import { sendGroup } from '../passings/send-group.ts'
import { type MemberStore, openMemberStore } from '../store/member-store.ts'
import type { SendGroup } from '../store/passings-exchange.ts'
import { type CloudClient, CloudError, type SignedInAs } from '../sync/cloud-client.ts'
import { memberStorePath, type PartingParts } from './parting.ts'

/** So long the cloud takes what a removed member recorded (sync.md). */
const TAKEN_FOR_MS = 30 * 24 * 3_600_000
const STEP = 1000

/** Whether there is anything to wait for before the store of someone who was removed goes. */
export async function hasLastPassings(parts: PartingParts, memberId: string, now: string): Promise<boolean> {
  const since = parts.settings.read().leavingSince[memberId]
  if (since === undefined || now >= timePlus(since, TAKEN_FOR_MS)) return false
  if ((await parts.secrets.read(memberId)) === undefined) return false
  const store = openIfThere(parts, memberId)
  try {
    return store !== undefined && ownGroups(store, memberId).length > 0
  } finally {
    store?.close()
  }
}

/**
 * O10: sends the passings of the member's own runs that the cloud doesn't have yet. Then nothing is left to wait for.
 * @throws NoCloud CloudError where it is worth trying again
 */
export async function sendLastPassings(
  parts: PartingParts,
  memberId: string,
  cloud: Pick<CloudClient, 'postPassings'>,
  signal: AbortSignal,
): Promise<void> {
  const token = await parts.secrets.read(memberId)
  const store = openIfThere(parts, memberId)
  try {
    const installationId = store?.local.get('installationId')
    if (store === undefined || token === undefined || installationId === undefined) return
    const as = { token, installationId }
    for (const group of ownGroups(store, memberId)) await sendLast({ store, cloud, as, signal }, group)
  } finally {
    store?.close()
  }
}

interface LastParts {
  readonly store: MemberStore
  readonly cloud: Pick<CloudClient, 'postPassings'>
  readonly as: SignedInAs
  readonly signal: AbortSignal
}

async function sendLast(parts: LastParts, group: SendGroup): Promise<void> {
  const { exchange, transact } = parts.store
  try {
    await sendGroup({ ...parts, onMarked: () => undefined }, group)
  } catch (error) {
    if (!(error instanceof CloudError) || error.status >= 500 || error.status === 429) throw error
    // The cloud doesn't take these from this member: no later try changes that.
    for (;;) {
      const left = exchange.unsent(group, STEP).map(({ id }) => id)
      if (left.length === 0) return
      transact(() => exchange.markSent(left, 'refused'))
    }
  }
}

/** Only a run that the cloud knows, and knows as the member's, can still be sent to. */
function ownGroups({ exchange, records }: MemberStore, memberId: string): readonly SendGroup[] {
  return [...exchange.groups()].filter(
    ({ sessionId }) => sessionId !== undefined && records.find('session', sessionId)?.startedById === memberId,
  )
}

/** @returns undefined where there is none, or none that can be read: then it only goes */
function openIfThere({ membersDir }: PartingParts, memberId: string): MemberStore | undefined {
  const path = memberStorePath(membersDir, memberId)
  if (!existsSync(path)) return undefined
  try {
    return openMemberStore(path)
  } catch {
    return undefined
  }
}
