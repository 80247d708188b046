import { z } from 'zod'
import {
  boxIdSchema,
  groupIdSchema,
  lineSchema,
  notesSchema,
  organisationIdSchema,
  serialSchema,
  timeSchema,
} from './scalars.ts'

export const boxAliasSchema = lineSchema(0, 60)
export const boxModelSchema = lineSchema(0, 60)
export const boxNotesSchema = notesSchema(2000)

/** The `registeredAt` of a box that is known by a ticket alone: no stamp of it is too early then (L10). */
export const UNKNOWN_SINCE = '2000-01-01T00:00:00.000Z'

export const boxSchema = z
  .object({
    id: boxIdSchema,
    serial: serialSchema,
    alias: boxAliasSchema,
    model: boxModelSchema,
    firmware: lineSchema(0, 60),
    ownerId: organisationIdSchema,
    /** Who may use it now; null while it is reserved for sharing. */
    holderId: organisationIdSchema.nullable(),
    groupId: groupIdSchema.nullable(),
    notes: boxNotesSchema.optional(),
    outOfService: z.boolean().optional(),
    registeredAt: timeSchema,
    retiredAt: timeSchema.optional(),
  })
  .readonly()
export type Box = z.output<typeof boxSchema>
