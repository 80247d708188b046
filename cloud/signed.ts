import type { Circumstances } from '../shared/commands/define.ts'
import { timePlus } from '../shared/records/scalars.ts'
import type { Trust } from '../shared/tickets/signed.ts'
import type { Cloud } from './cloud.ts'
import type { Db } from './db/tables.ts'
import { verifyEd25519 } from './ed25519.ts'
import { rootKeysOf } from './root-key-store.ts'
import { trustedKeys } from './root-keys.ts'
import { newSharingCode, sha256Hex } from './secrets.ts'

/** Where nothing signed is looked at. */
export const NO_TRUST: Trust = { roots: [], verify: verifyEd25519 }

/** Whose signatures count here: longer than elsewhere, as what was taken in time may come late. */
export async function trustOf(cloud: Cloud, db: Db): Promise<Trust> {
  const { certificateLastsMs, oldestGivenMs } = cloud.config
  const since = timePlus(cloud.clock.now(), -certificateLastsMs - oldestGivenMs)
  return { roots: trustedKeys(await rootKeysOf(cloud, db), since), verify: verifyEd25519 }
}

/** What all decisions of the cloud have in common. */
export function circumstancesAt(now: string, trust: Trust = NO_TRUST): Circumstances {
  // The records say which loans have ended, and the clock is the one that all others follow.
  const signed = { trust, isClockBehind: false, endedAt: () => undefined }
  return { at: now, now, offline: false, partial: false, sha256Hex, signed, newSharingCode }
}
