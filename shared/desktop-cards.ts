import { z } from 'zod'
import { historyEntrySchema } from './records/history-entry.ts'
import { commandIdSchema, timeSchema } from './records/scalars.ts'
import { refusalDetailsSchema } from './refusals.ts'

/** What waits to be sent, and what came back to a person: part of the desktop contract (`desktop-api.ts`). */

/** A command waiting in the outbox, as a window may see it: without the secrets in its arguments. */
export const pendingCommandSchema = z.object({
  id: commandIdSchema,
  type: z.string(),
  args: z.record(z.string(), z.unknown()),
  givenAt: timeSchema,
  dependsOn: z.array(commandIdSchema),
  /** Once sent it can't be discarded, only undone by its opposite. */
  sent: z.boolean(),
  /** What can't be known here, and waits for the cloud. */
  waitingFor: z.enum(['token', 'sharing-code']).optional(),
  /** Not tried again before this: the cloud was asked and doesn't know the code yet. */
  nextTryAt: timeSchema.optional(),
})
export type PendingCommand = z.output<typeof pendingCommandSchema>

/** Why the last try to reach the cloud failed, and when the next one is. */
export const contactTroubleSchema = z.object({ kind: z.enum(['no-answer', 'cloud-error']), nextTryAt: timeSchema })
export type ContactTrouble = z.output<typeof contactTroubleSchema>

export const refusalCardSchema = z.object({
  kind: z.literal('refusal'),
  id: z.string(),
  at: timeSchema,
  command: pendingCommandSchema.pick({ type: true, args: true, givenAt: true }),
  /** The box that it was about, by the names it had then. */
  boxSerial: z.string().optional(),
  boxAlias: z.string().optional(),
  code: z.string(),
  details: refusalDetailsSchema.optional(),
  /** What depended on it and fell with it. */
  fellWith: z.array(pendingCommandSchema.pick({ id: true, type: true, args: true, givenAt: true })),
  canTryAgain: z.boolean(),
})

/** A right ended from outside, and this is what went with it (ux 12). */
export const endingCardSchema = z.object({
  kind: z.literal('ending'),
  id: z.string(),
  at: timeSchema,
  entry: historyEntrySchema,
})

/** Boxes that left what another organisation shares with us: it stopped, or took them out of the group (ux 12). */
export const shareEndedCardSchema = z.object({
  kind: z.literal('share-ended'),
  id: z.string(),
  at: timeSchema,
  partnerName: z.string(),
  groupName: z.string(),
  /** False: some boxes left, the group is still shared. */
  whole: z.boolean(),
  boxCount: z.int().positive(),
  /** The boxes that were in use here. */
  left: z.array(
    historyEntrySchema.unwrap().pick({ boxSerial: true, eventName: true, checkpointNames: true, sessionStopped: true }),
  ),
})

export const cardSchema = z.discriminatedUnion('kind', [refusalCardSchema, endingCardSchema, shareEndedCardSchema])
export type Card = z.output<typeof cardSchema>
export type RefusalCard = z.output<typeof refusalCardSchema>
export type EndingCard = z.output<typeof endingCardSchema>
export type ShareEndedCard = z.output<typeof shareEndedCardSchema>
