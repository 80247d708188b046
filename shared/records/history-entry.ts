import { z } from 'zod'
import { boxIdSchema, loanIdSchema, organisationIdSchema, timeSchema } from './scalars.ts'

/** L16: what can happen to a box, as far as its history tells. The sentences are in the catalogue. */
export const historyWhatSchema = z.enum([
  'registered',
  'edited',
  'retired',
  'lent',
  'extended',
  'accepted',
  'returned',
  'revoked',
  'expired',
  'back',
  'assigned',
  'released',
  'session-started',
  'session-stopped',
  'passings-adopted',
  'group-changed',
  'shared',
  'share-ended',
])
export type HistoryWhat = z.output<typeof historyWhatSchema>

/**
 * One step in a box's history, as `organisationId` may see it (L16): a step that its partner took carries the partner's
 * name, but neither the member's nor the laptop's. Names are kept here, because the records may be gone (F1).
 */
export const historyEntrySchema = z
  .object({
    /** The command that did it, or the loan that expired, and a number. The same on desktop and cloud. */
    id: z.string().max(80),
    organisationId: organisationIdSchema,
    boxId: boxIdSchema,
    boxSerial: z.string(),
    loanId: loanIdSchema.optional(),
    at: timeSchema,
    memberName: z.string().nullable(),
    installationName: z.string().nullable(),
    offline: z.boolean(),
    what: historyWhatSchema,
    partnerId: organisationIdSchema.optional(),
    partnerName: z.string().optional(),
    /** `lent`, `extended`: the end. */
    endsAt: timeSchema.optional(),
    /** `assigned`, `released`, and a loan's end that took the box out of an event (R5, ux 12). */
    eventName: z.string().optional(),
    checkpointNames: z.array(z.string()).readonly().optional(),
    /** A loan's end that stopped a timing run. */
    sessionStopped: z.boolean().optional(),
    /** `group-changed`: where it went, absent where it left; `shared`, `share-ended`: the group that is or was shared. */
    groupName: z.string().optional(),
  })
  .readonly()
export type HistoryEntry = z.output<typeof historyEntrySchema>
