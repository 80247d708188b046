import { expect, test } from 'vitest'
import { type DeviceItem, deviceItems, foundBy, isInFilter, isLendable } from '../../../renderer/devices/device-item.ts'
import { telemetrySchema } from '../../../shared/cloud-api.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  SIERRA_ID,
  sierra,
  sierraBox,
  uuid,
} from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const NOW = '2026-06-07T07:00:00.000Z'
const confirmed = () => false
const EVENT_ID = uuid('d', 1)

function fleet(): MemoryRecords {
  const records = new MemoryRecords()
  const costa = { id: COSTA_ID, name: 'Costa Events', number: 1002, since: NOW }
  const event = { id: EVENT_ID, organisationId: SIERRA_ID, name: 'Sierra Trail', date: '2026-06-07', timeZone: 'UTC' }
  const race = { id: uuid('d', 2), organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10 km' }
  const finish = { id: uuid('d', 3), organisationId: SIERRA_ID, raceId: race.id, name: 'FINISH', kind: 'FINISH' }
  const lent = {
    ...borrowedLoan(),
    id: uuid('c', 2),
    boxId: uuid('b', 4),
    boxSerial: 'CLBX30204',
    ownerId: SIERRA_ID,
    recipientId: COSTA_ID,
  }
  for (const change of [
    put('organisation', sierra),
    put('partner', costa),
    put('event', event),
    put('race', race),
    put('checkpoint', finish),
    put('box', sierraBox(10)),
    put('box', sierraBox(2, { alias: 'Start B' })),
    put('box', sierraBox(4, { holderId: COSTA_ID })),
    put('box', sierraBox(9, { outOfService: true })),
    put('box', sierraBox(8, { retiredAt: NOW })),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    put('loan', lent),
    put('assignment', {
      id: uuid('b', 31),
      organisationId: SIERRA_ID,
      boxId: uuid('b', 31),
      eventId: EVENT_ID,
      checkpointIds: [finish.id],
      backup: true,
    }),
  ]) {
    records.apply(change)
  }
  return records
}

const itemsOf = (records: MemoryRecords, before: readonly DeviceItem[] = []) =>
  deviceItems(records, viewer, confirmed, new Map(before.map((item) => [item.box.id, item])))
const serials = (items: readonly DeviceItem[]) => items.map(({ box }) => box.serial)

test('lists boxes by serial', () => {
  expect(serials(itemsOf(fleet()))).toEqual([
    'CLBX30202',
    'CLBX30204',
    'CLBX30208',
    'CLBX30209',
    'CLBX30210',
    'CLBX30301',
  ])
})

test('filters by whose they are, and keeps retired ones apart', () => {
  const heard = { of: () => undefined, now: NOW }
  const of = (filter: Parameters<typeof isInFilter>[1]) =>
    serials(itemsOf(fleet()).filter((item) => isInFilter(item, filter, viewer, heard)))
  expect(of('ours')).toEqual(['CLBX30202', 'CLBX30204', 'CLBX30209', 'CLBX30210'])
  expect(of('lent')).toEqual(['CLBX30204'])
  expect(of('borrowed')).toEqual(['CLBX30301'])
  expect(of('available')).toEqual(['CLBX30202', 'CLBX30210'])
  expect(of('in-use')).toEqual(['CLBX30301'])
  expect(of('retired')).toEqual(['CLBX30208'])
  expect(of('no-contact')).toEqual([])
})

test('[ux 13] misses boxes that were heard of once and not for three minutes, but none that are with a partner', () => {
  const old = (id: string) =>
    telemetrySchema.parse({ boxId: id, receivedAt: '2026-06-07T06:50:00.000Z', batteryPercent: 12 })
  const heard = { of: (id: string) => old(id), now: NOW }
  const items = itemsOf(fleet())
  const lost = items.filter((item) => isInFilter(item, 'no-contact', viewer, heard))
  const low = items.filter((item) => isInFilter(item, 'low-battery', viewer, heard))
  expect(serials(lost)).not.toContain('CLBX30204')
  expect(serials(lost)).toContain('CLBX30202')
  expect(serials(low)).toEqual(serials(lost))
})

test('lists serials by their numbers, whatever their length', () => {
  const inAnyOrder = ['CLBX100', 'CLBX-3', 'CLBX9', 'A20', 'CLBX10', 'A3', '7']
  const records = new MemoryRecords()
  for (const [index, serial] of inAnyOrder.entries()) records.apply(put('box', sierraBox(index + 1, { serial })))
  const collator = new Intl.Collator('en', { numeric: true })
  const before = itemsOf(records)
  expect(serials(before)).toEqual(inAnyOrder.toSorted(collator.compare))
  // One goes, one has another serial, one is new.
  records.apply({ kind: 'box', id: uuid('b', 3), body: null } as Parameters<typeof records.apply>[0])
  records.apply(put('box', sierraBox(1, { serial: 'CLBX11' })))
  records.apply(put('box', sierraBox(8, { serial: 'B1' })))
  expect(serials(itemsOf(records, before))).toEqual(['7', 'A3', 'A20', 'B1', 'CLBX-3', 'CLBX10', 'CLBX11'])
  expect(serials(itemsOf(records, itemsOf(records)))).toEqual(serials(itemsOf(records)))
})

test('finds by partner, event and checkpoint too', () => {
  const found = (query: string) => serials(itemsOf(fleet()).filter(foundBy(query)))
  expect(found('costa')).toEqual(['CLBX30204', 'CLBX30301'])
  expect(found('trail fin')).toEqual(['CLBX30301'])
  expect(found('start b')).toEqual(['CLBX30202'])
})

test('[L2] lends what is here and in service, and nothing of others', () => {
  expect(serials(itemsOf(fleet()).filter((item) => isLendable(item, viewer)))).toEqual(['CLBX30202', 'CLBX30210'])
})

test('keeps the same row for a box of which nothing changed', () => {
  const records = fleet()
  const before = itemsOf(records)
  records.apply(put('box', sierraBox(2, { alias: 'Start C' })))
  const after = itemsOf(records, before)
  expect(after[0]).not.toBe(before[0])
  expect(after.slice(1)).toEqual(before.slice(1))
  for (const [index, item] of after.slice(1).entries()) expect(item).toBe(before[index + 1])
})

test('where nothing but boxes changed, only those are looked at again', () => {
  const records = fleet()
  const before = itemsOf(records)
  records.apply(put('box', sierraBox(2, { alias: 'Start C', outOfService: true })))
  const after = deviceItems(records, viewer, confirmed, new Map(before.map((item) => [item.box.id, item])), {
    onlyBoxes: true,
  })
  expect(after).toEqual(itemsOf(records))
  for (const [index, item] of after.slice(1).entries()) expect(item).toBe(before[index + 1])
})
