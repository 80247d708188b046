import { z } from 'zod'
import {
  boxIdSchema,
  checkpointIdSchema,
  eventIdSchema,
  lineSchema,
  organisationIdSchema,
  raceIdSchema,
  timeSchema,
} from './scalars.ts'

export const eventNameSchema = lineSchema(1, 80)
export const raceNameSchema = lineSchema(1, 80)
export const checkpointNameSchema = lineSchema(1, 60)
export const eventDateSchema = z.iso.date().refine((text) => !text.startsWith('0000'), 'a day in the years 1 to 9999')
export const timeZoneSchema = z.string().refine(isTimeZone, 'a time zone such as Europe/Madrid')

export const eventSchema = z
  .object({
    id: eventIdSchema,
    organisationId: organisationIdSchema,
    name: eventNameSchema,
    date: eventDateSchema,
    timeZone: timeZoneSchema,
    archivedAt: timeSchema.optional(),
  })
  .readonly()
export type Event = z.output<typeof eventSchema>

/** R8: what ends too early for `plannedStart` and `expectedEnd` is said beforehand. */
export const raceSchema = z
  .object({
    id: raceIdSchema,
    organisationId: organisationIdSchema,
    eventId: eventIdSchema,
    name: raceNameSchema,
    plannedStart: timeSchema.optional(),
    expectedEnd: timeSchema.optional(),
  })
  .readonly()
export type Race = z.output<typeof raceSchema>

export const checkpointKindSchema = z.enum(['START', 'INTERMEDIATE', 'FINISH'])
export const distanceMSchema = z.number().nonnegative().max(10_000_000)

export const checkpointSchema = z
  .object({
    id: checkpointIdSchema,
    organisationId: organisationIdSchema,
    raceId: raceIdSchema,
    name: checkpointNameSchema,
    kind: checkpointKindSchema,
    distanceM: distanceMSchema.optional(),
  })
  .readonly()
export type Checkpoint = z.output<typeof checkpointSchema>

/**
 * R1: a box serves one event at a time, so its assignment has the box's own id. To the box's owner, where that is
 * another organisation, it shows organisation and box only.
 */
export const assignmentSchema = z
  .object({
    id: boxIdSchema,
    organisationId: organisationIdSchema,
    boxId: boxIdSchema,
    eventId: eventIdSchema.optional(),
    checkpointIds: z.array(checkpointIdSchema).readonly(),
    backup: z.boolean(),
  })
  .readonly()
export type Assignment = z.output<typeof assignmentSchema>

/** Whether the platform knows `name` as an IANA time zone. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
