import { timePlus } from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import { insertRootKey, lockRootKeys, moveRootKeysUp, type NewRootKey, readRootKeys } from './db/root-keys.ts'
import type { Db, RootKeyRow } from './db/tables.ts'
import { transact } from './db/transact.ts'
import { exportPrivateKey, importPrivateKey, newPrivateKey, rawPublicKey, rootKeyOf, signingKeyOf } from './ed25519.ts'
import { type RootKeys, trustedKeys } from './root-keys.ts'

/** `GET /v1/trust` tells of no more. */
const MOST_TOLD = 10

/** Makes the keys at the first start, unless the operator gives them. */
export async function makeRootKeys(cloud: Cloud): Promise<void> {
  const { db, clock, config } = cloud
  await transact(db, async (trx) => {
    const known = await lockRootKeys(trx)
    if (config.rootKeys !== undefined && known.length > 0) {
      // The laptops trust those: another one's signatures would be worth nothing to them.
      throw new Error('this database has root keys of its own: it can not be run with a file of root keys')
    }
    if (config.rootKeys !== undefined || known.length > 0) return
    await insertRootKey(trx, newKey('current', clock.now()))
    await insertRootKey(trx, newKey('next', clock.now()))
  })
}

export async function rootKeysOf(cloud: Pick<Cloud, 'config'>, db: Db): Promise<RootKeys> {
  return cloud.config.rootKeys ?? fromRows(await readRootKeys(db))
}

/** The next key becomes the current one, and there is a new next one. What was signed stays good until it runs out. */
export async function rotateRootKeys(cloud: Cloud): Promise<RootKeys> {
  const { db, clock, config } = cloud
  if (config.rootKeys !== undefined) throw new Error('the root keys are rotated in the file that they are in')
  await makeRootKeys(cloud)
  return await transact(db, async (trx) => {
    const now = clock.now()
    const before = trustedKeys(fromRows(await lockRootKeys(trx)), timePlus(now, -config.certificateLastsMs))
    if (before.length === MOST_TOLD) throw new Error('the root keys were rotated too often within 30 days')
    await moveRootKeysUp(trx, now)
    await insertRootKey(trx, newKey('next', now))
    return fromRows(await readRootKeys(trx))
  })
}

function newKey(state: NewRootKey['state'], createdAt: string): NewRootKey {
  const key = newPrivateKey()
  return { state, publicKey: rawPublicKey(key), privateKey: exportPrivateKey(key), createdAt }
}

function fromRows(rows: readonly RootKeyRow[]): RootKeys {
  const current = rows.find((row) => row.state === 'current')
  const next = rows.find((row) => row.state === 'next')
  if (!current?.privateKey || !next) throw new Error('there are no root keys')
  const previous = rows.flatMap(({ publicKey, retiredAt }) =>
    retiredAt === null ? [] : [{ ...rootKeyOf(publicKey), retiredAt }],
  )
  return { current: signingKeyOf(importPrivateKey(current.privateKey)), next: rootKeyOf(next.publicKey), previous }
}
