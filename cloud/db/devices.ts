import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db, Tx } from './tables.ts'

/** Binds the box to a device id, or gives the one that it has. */
export async function bindDevice(trx: Tx, boxId: BoxId, newDeviceId: string, now: string): Promise<string> {
  const { deviceId } = await trx
    .insertInto('device')
    .values({ boxId, deviceId: newDeviceId, createdAt: now, lastLoginAt: now })
    .onConflict((conflict) => conflict.column('boxId').doUpdateSet({ lastLoginAt: now }))
    .returning('deviceId')
    .executeTakeFirstOrThrow()
  return deviceId
}

export interface DeviceFilter {
  readonly organisationId: OrganisationId
  readonly deviceId?: string
}

/** The devices that act for the organisation now: its boxes that aren't lent, and those that it has borrowed. */
function devicesOf(db: Db, { organisationId, deviceId }: DeviceFilter) {
  const query = db
    .selectFrom('device')
    .innerJoin('box', 'box.id', 'device.boxId')
    .where((eb) => eb(eb.fn.coalesce('box.holderId', 'box.ownerId'), '=', organisationId))
    .where('box.retiredAt', 'is', null)
  return deviceId === undefined ? query : query.where('device.deviceId', '=', deviceId)
}

export async function countDevices(db: Db, filter: DeviceFilter): Promise<number> {
  const { count } = await devicesOf(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function readDevices(
  db: Db,
  filter: DeviceFilter,
  page: { readonly offset: number; readonly limit: number },
) {
  return await devicesOf(db, filter)
    .leftJoin('telemetry', 'telemetry.boxId', 'box.id')
    .select((eb) => [
      'deviceId',
      'box.id as boxId',
      'model',
      'alias',
      'firmware',
      'serial',
      'lastLoginAt',
      'registeredAt',
      'telemetry.receivedAt',
      'telemetry.health',
      eb
        .selectFrom('session')
        .whereRef('session.boxId', '=', 'box.id')
        .where('session.organisationId', '=', filter.organisationId)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('sessions'),
    ])
    .orderBy('serial')
    .orderBy('deviceId')
    .offset(page.offset)
    .limit(page.limit)
    .execute()
}

export type DeviceRow = Awaited<ReturnType<typeof readDevices>>[number]

/** Whom the device acts for, whoever that is: for a key of this one device. */
export async function findDevice(
  db: Db,
  deviceId: string,
): Promise<{ readonly boxId: BoxId; readonly organisationId: OrganisationId } | undefined> {
  return await db
    .selectFrom('device')
    .innerJoin('box', 'box.id', 'device.boxId')
    .select((eb) => ['boxId', eb.fn.coalesce('holderId', 'ownerId').as('organisationId')])
    .where('deviceId', '=', deviceId)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
}
