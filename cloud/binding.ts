import { randomBytes, randomUUID } from 'node:crypto'
import type { Box } from '../shared/records/box.ts'
import type { Change } from '../shared/records/kinds.ts'
import type { ApiKey } from './api-key.ts'
import { applyChanges, draftOf } from './apply.ts'
import type { Cloud } from './cloud.ts'
import { bindDevice } from './db/devices.ts'
import { ApiError } from './errors.ts'
import { decideForKey } from './key-decision.ts'
import { type Locked, transactLocked } from './locking.ts'

export type DeviceDescription = Pick<Box, 'serial' | 'model' | 'alias' | 'firmware'>

const DEVICE_ID_BYTES = 32

/**
 * Binds the organisation's box of that serial to a device id, registering the box where there is none yet.
 * @returns the device id
 */
export async function registerDevice(cloud: Cloud, key: ApiKey, device: DeviceDescription): Promise<string> {
  return await transactLocked(cloud, key.organisationId, async (trx, lockAndLoad) => {
    const locked = await lockAndLoad({ serials: [device.serial], allowance: true })
    const owned = locked.records.where('box', 'ownerId', key.organisationId)
    const known = owned.find((box) => box.serial === device.serial && box.retiredAt === undefined)
    // While it is lent it acts for the holder, and is nothing to its owner's keys (L10).
    if (known && known.holderId !== null && known.holderId !== key.organisationId) throw new ApiError('NOT_FOUND')
    const draft = draftOf(locked.records, known ? [] : decideRegistration(locked, key, device))
    const box = draft
      .where('box', 'ownerId', key.organisationId)
      .find((each) => each.serial === device.serial && each.retiredAt === undefined)
    if (box === undefined) throw new Error('a box was registered and is not there')
    if (device.firmware !== '' && device.firmware !== box.firmware) {
      draft.put('box', { ...box, firmware: device.firmware })
    }
    await applyChanges(trx, locked.records, draft.changes(), { now: locked.now })
    return await bindDevice(trx, box.id, randomBytes(DEVICE_ID_BYTES).toString('hex'), locked.now)
  })
}

function decideRegistration(locked: Locked, key: ApiKey, device: DeviceDescription): readonly Change[] {
  const { serial, alias, model } = device
  const args = { boxId: randomUUID(), serial, alias, model }
  return decideForKey(locked, key, { type: 'registerBox', args, permission: 'box.edit' })
}
