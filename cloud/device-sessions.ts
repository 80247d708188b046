import { randomBytes, randomUUID } from 'node:crypto'
import type { BoxId, OrganisationId } from '../shared/records/scalars.ts'
import type { ApiKey } from './api-key.ts'
import { applyChanges } from './apply.ts'
import type { Cloud } from './cloud.ts'
import {
  type DeviceSessionFilter,
  type DeviceSessionRow,
  giveSessionToken,
  readDeviceSessions,
} from './db/device-sessions.ts'
import { findDevice } from './db/devices.ts'
import type { Db } from './db/tables.ts'
import { ApiError } from './errors.ts'
import { decideForKey } from './key-decision.ts'
import { transactLocked } from './locking.ts'

const TOKEN_BYTES = 32

/** A run as the device API shows it. */
export type DeviceSession = DeviceSessionRow & { readonly token: string }

/**
 * Starts a timing run on the device, which ends the organisation's previous one there (R2).
 * @returns the run's token
 */
export async function startDeviceSession(
  cloud: Cloud,
  key: ApiKey,
  { deviceId, alias }: { readonly deviceId: string; readonly alias: string },
): Promise<string> {
  return await transactLocked(cloud, key.organisationId, async (trx, lockAndLoad) => {
    const boxId = await ownDevice(trx, key.organisationId, deviceId)
    const locked = await lockAndLoad({ boxIds: [boxId] })
    // Once more under the locks: it may have been lent meanwhile.
    await ownDevice(trx, key.organisationId, deviceId)
    const sessionId = randomUUID()
    const args = { sessionId, boxId, alias }
    const changes = decideForKey(locked, key, { type: 'startSession', args, permission: 'timing.run' })
    await applyChanges(trx, locked.records, changes, { now: locked.now })
    const started = changes.find((change) => change.kind === 'session' && change.id === sessionId)
    if (started?.kind !== 'session' || started.body === null) throw new Error('a run was started and is not there')
    return await giveSessionToken(trx, started.body.id, newToken())
  })
}

/** The device's runs, newest first, also those that were started by apps. */
export async function deviceSessions(cloud: Cloud, filter: DeviceSessionFilter): Promise<readonly DeviceSession[]> {
  const sessions: DeviceSession[] = []
  for (const row of await readDeviceSessions(cloud.db, filter)) {
    sessions.push({ ...row, token: row.token ?? (await giveSessionToken(cloud.db, row.id, newToken())) })
  }
  return sessions
}

/**
 * The box of the device, for a key of the organisation for which it acts now.
 * @throws ApiError NOT_FOUND where it is lent to somebody else or isn't there
 */
export async function ownDevice(db: Db, organisationId: OrganisationId, deviceId: string): Promise<BoxId> {
  const device = await findDevice(db, deviceId)
  if (device?.organisationId !== organisationId) throw new ApiError('NOT_FOUND')
  return device.boxId
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('hex')
}
