import { expect, test } from 'vitest'
import { eventIdSchema, organisationIdSchema, raceIdSchema } from '../../../shared/records/scalars.ts'
import { racesOf } from '../../../shared/rules/event-order.ts'
import { MemoryRecords } from '../../../shared/state.ts'

test('[R8] races stand in the order of their starts, those without a time last', () => {
  const eventId = eventIdSchema.parse(crypto.randomUUID())
  const records = new MemoryRecords()
  const starts = { Junior: undefined, Late: '2026-11-22T15:00:00.000Z', Early: '2026-11-22T09:00:00.000Z' }
  for (const [name, plannedStart] of Object.entries(starts)) {
    const id = raceIdSchema.parse(crypto.randomUUID())
    const organisationId = organisationIdSchema.parse(crypto.randomUUID())
    const body = { id, eventId, organisationId, name, ...(plannedStart === undefined ? {} : { plannedStart }) }
    records.apply({ kind: 'race', id, body })
  }
  expect(racesOf(records, eventId).map(({ name }) => name)).toEqual(['Early', 'Late', 'Junior'])
})
