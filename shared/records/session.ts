import { z } from 'zod'
import {
  boxIdSchema,
  checkpointIdSchema,
  eventIdSchema,
  lineSchema,
  memberIdSchema,
  organisationIdSchema,
  serialSchema,
  sessionIdSchema,
  timeSchema,
} from './scalars.ts'

export const sessionAliasSchema = lineSchema(0, 80)

/**
 * Why a timing run ended: by hand, by a newer one on the same box (R2), or because the box went (L9, R1). `refused`: the
 * cloud didn't let it start; what it recorded counts all the same (L10).
 */
export const stopReasonSchema = z.enum([
  'stopped',
  'replaced',
  'loan-ended',
  'box-released',
  'box-lent',
  'share-ended',
  'refused',
])
export type StopReason = z.output<typeof stopReasonSchema>

export const sessionSchema = z
  .object({
    id: sessionIdSchema,
    organisationId: organisationIdSchema,
    boxId: boxIdSchema,
    boxSerial: serialSchema,
    eventId: eventIdSchema.optional(),
    checkpointIds: z.array(checkpointIdSchema).readonly(),
    /** R1: the box stands there as backup. Absent: as main. Kept here, because assignments go. */
    backup: z.boolean().optional(),
    alias: sessionAliasSchema,
    startedById: memberIdSchema,
    startedAt: timeSchema,
    stoppedAt: timeSchema.optional(),
    stopReason: stopReasonSchema.optional(),
    /** L19: it takes in what was set aside after that run's right had ended. Its own times are that gap's. */
    adopts: sessionIdSchema.optional(),
  })
  .readonly()
export type Session = z.output<typeof sessionSchema>
