import { expect, test } from 'vitest'
import { type NumberedPlace, nextPlace, numberedPlaces, readScan } from '../../../renderer/events/assign-scan.ts'
import { assignableBoxes } from '../../../renderer/events/assignable-boxes.ts'
import { eventFacts } from '../../../renderer/events/event-facts.ts'
import { type ScanLine, undoable } from '../../../renderer/events/use-scan-assign.ts'
import { scannedBox } from '../../../renderer/scan/scanned-box.ts'
import { eventIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { put, SIERRA_ID, sierraBox, sierraEvent, uuid } from '../../support/sample-records.ts'

const places: readonly NumberedPlace[] = ['START', 'KM 5', 'FINISH', 'FINISH'].map((name, index) => ({
  ...{ number: index + 1, id: uuid('e', 20 + index), name },
  race: index < 3 ? '21K' : '10K',
}))

function boxes() {
  const records = new MemoryRecords()
  records.apply(put('event', sierraEvent()))
  for (const number of [1, 2, 3]) records.apply(put('box', sierraBox(number)))
  records.apply(put('box', sierraBox(4, { serial: '7' })))
  records.apply(put('box', sierraBox(5, { serial: 'OTHER-30203' })))
  return assignableBoxes(records, eventIdSchema.parse(uuid('e', 1)), organisationIdSchema.parse(SIERRA_ID))
}

function meant(text: string) {
  const found = readScan(text, boxes(), places)
  if (found.kind === 'box') return found.assignable.box.serial
  return found.kind === 'place' ? `place ${found.place?.number ?? 'none'}` : found.kind
}

test.each([
  ['CLBX30201', 'CLBX30201'],
  [' clbx30202\t', 'CLBX30202'],
  ['CLBX 30202', 'CLBX30202'],
  ['30201', 'CLBX30201'],
  // Two boxes have that number: a person has to say which.
  ['30203', 'unclear'],
  ['https://boxes.example/b/CLBX30203?v=2', 'CLBX30203'],
  ['CLBX3020', 'unclear'],
  ['CLBX99999', 'unclear'],
  ['Box 1', 'unclear'],
  // A serial comes before the number of a place.
  ['7', '7'],
  ['2', 'place 2'],
  ['0', 'place none'],
  ['9', 'unclear'],
  ['km 5', 'place 2'],
  // Two races have one.
  ['FINISH', 'unclear'],
  ['TRK1:ABC', 'signed'],
  ['', 'unclear'],
])('[R1] what %j and Enter mean: %s', (text, expected) => {
  expect(meant(text)).toBe(expected)
})

test('arrows go through the places and "not placed yet", round both ways', () => {
  const from = (id: string | undefined, step: 1 | -1) => nextPlace(places, new Set(id ? [id] : []), step)?.number
  expect(from(undefined, 1)).toBe(1)
  expect(from(uuid('e', 20), 1)).toBe(2)
  expect(from(uuid('e', 23), 1)).toBeUndefined()
  expect(from(undefined, -1)).toBe(4)
  expect(from(uuid('e', 20), -1)).toBeUndefined()
  expect(nextPlace([], new Set(), 1)).toBeUndefined()
})

test('places are numbered in the order in which the event shows them, through all races', () => {
  const records = new MemoryRecords()
  const owned = { organisationId: SIERRA_ID }
  const viewer = organisationIdSchema.parse(SIERRA_ID)
  const race = (id: string, name: string, plannedStart: string) =>
    records.apply(put('race', { ...owned, id, eventId: uuid('e', 1), name, plannedStart }))
  const checkpoint = (id: string, raceId: string, name: string, kind: string) =>
    records.apply(put('checkpoint', { ...owned, id, raceId, name, kind }))
  records.apply(put('event', sierraEvent()))
  race(uuid('e', 12), '10K', '2026-06-06T16:00:00.000Z')
  race(uuid('e', 11), '21K', '2026-06-06T09:00:00.000Z')
  checkpoint(uuid('e', 21), uuid('e', 12), 'GOAL', 'FINISH')
  checkpoint(uuid('e', 22), uuid('e', 11), 'FINISH', 'FINISH')
  checkpoint(uuid('e', 23), uuid('e', 11), 'START', 'START')
  const { races } = eventFacts(records, eventIdSchema.parse(uuid('e', 1)), viewer)
  expect(numberedPlaces(races).map(({ number, name, race: of }) => `${number} ${name} ${of}`)).toEqual([
    '1 START 21K',
    '2 FINISH 21K',
    '3 GOAL 10K',
  ])
})

test('takes the first of two boxes with the same serial', () => {
  const ones = [
    { serial: 'A1', name: 'own' },
    { serial: 'A1', name: 'other' },
  ]
  expect(scannedBox(ones, ({ serial }) => serial, 'a1')?.name).toBe('own')
  expect(scannedBox(ones, ({ serial }) => serial, 'label A1 of it')?.name).toBe('own')
  expect(scannedBox(ones, ({ serial }) => serial, '1')?.name).toBe('own')
})

test('[R1] only the last change of a box can be undone by itself', () => {
  const line = (id: number, box: number, part: Partial<ScanLine> = {}): ScanLine => ({
    ...{ id, text: '', box: sierraBox(box), outcome: 'done', words: '', finishAfterLoan: undefined },
    undo: [{ type: 'releaseBox', args: { boxId: uuid('b', box) } }],
    ...part,
  })
  const lines = [line(4, 1, { outcome: 'refused', undo: undefined }), line(3, 1), line(2, 2), line(1, 1)]
  expect([...undoable(lines)]).toEqual([3, 2])
})
