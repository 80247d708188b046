import { z } from 'zod'
import { countedPassingSchema, passingSchema } from './records/passing.ts'
import { boxIdSchema, sessionIdSchema, timeSchema } from './records/scalars.ts'

/** The part of the HTTP contract (sync.md) that carries passings. */

export const MAX_PASSINGS_PER_CALL = 5000
export const MAX_PASSINGS_BYTES = 8 * 1024 * 1024

export const passingsBodySchema = z.object({
  boxId: boxIdSchema,
  /** The run in which they were recorded. One that the cloud doesn't know is no reason to refuse them. */
  sessionId: sessionIdSchema.optional(),
  /** How far the box's clock was ahead of true time, as measured; L10. */
  clockOffsetMs: z
    .number()
    .min(-4e12)
    .max(4e12)
    .transform((ms) => Math.round(ms))
    .optional(),
  passings: z.array(passingSchema).max(MAX_PASSINGS_PER_CALL),
})

/** `stored` now, `known` before (R3), and `setAside`: not the caller's, not kept (L10). Together all that came. */
export const storedPassingsSchema = z.object({
  stored: z.int().nonnegative(),
  known: z.int().nonnegative(),
  setAside: z.int().nonnegative(),
})
export type StoredPassings = z.output<typeof storedPassingsSchema>

const pageFields = {
  /** The `seq` of the last passing of the page before. */
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(MAX_PASSINGS_PER_CALL).default(1000),
}
export const sessionPassingsQuerySchema = z.object(pageFields)
/** `from` (included) and `to` (not) hold the time that counts. */
export const boxPassingsQuerySchema = z.object({
  ...pageFields,
  from: timeSchema.optional(),
  to: timeSchema.optional(),
})

/** `seq` numbers a box's passings in the order in which they were stored: later ones are always greater. */
export const pagedPassingSchema = countedPassingSchema.extend({
  seq: z.int().positive(),
  boxId: boxIdSchema,
  sessionId: sessionIdSchema.optional(),
})
export type PagedPassing = z.output<typeof pagedPassingSchema>
export const passingsPageSchema = z.object({ passings: z.array(pagedPassingSchema), more: z.boolean() })

/** `passings` event of `GET /v1/stream`: these runs of the listener's organisation have new ones. */
export const passingsEventSchema = z.object({ sessionIds: z.array(sessionIdSchema) })
