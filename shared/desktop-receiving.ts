import { z } from 'zod'
import { pendingCommandSchema } from './desktop-cards.ts'
import { commandIdSchema, loanIdSchema, organisationIdSchema, timeSchema } from './records/scalars.ts'
import { refusalDetailsSchema } from './refusals.ts'

/** Tickets, slips, cards and codes at a window: part of the desktop contract (`desktop-api.ts`). */

/** What this laptop can sign and check without internet (tickets.md). */
export const signingSchema = z.object({
  /** Where the private key is: the operating system's secret store, or a file that only this user reads. */
  keyIn: z.enum(['system', 'file']),
  /** Undefined: not certified yet. */
  certificateUntil: timeSchema.optional(),
  mayLend: z.boolean(),
  /** How old the list of ended loans is; undefined: there is none yet. */
  endedListAt: timeSchema.optional(),
})

export const refusedSchema = z.object({
  status: z.literal('refused'),
  code: z.string(),
  details: refusalDetailsSchema.optional(),
})

/** What the one door made of what it was given. */
export const receivedSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    loanIds: z.array(loanIdSchema),
    leftOut: z.array(z.object({ serial: z.string(), code: z.string(), details: refusalDetailsSchema.optional() })),
    /** By a ticket: usable at once, not confirmed yet. */
    byTicket: z.boolean(),
  }),
  z.object({ status: z.literal('waiting'), id: commandIdSchema }),
  /** A file of a colleague's laptop: what of it was new here, what was known, and what can't be done any more. */
  z.object({
    status: z.literal('carried'),
    laptop: z.string(),
    member: z.string(),
    at: timeSchema,
    taken: z.int(),
    known: z.int(),
    refused: z.int(),
    /** The first of those refused, with the reason. */
    notTaken: z
      .array(
        z.object({
          command: pendingCommandSchema.pick({ type: true, args: true, givenAt: true }),
          code: z.string(),
          details: refusalDetailsSchema.optional(),
        }),
      )
      .max(20),
  }),
  z.object({ status: z.literal('ours'), loanIds: z.array(loanIdSchema) }),
  z.object({
    status: z.literal('card'),
    partner: z.object({
      organisationId: organisationIdSchema,
      name: z.string(),
      number: z.int(),
      contact: z.string().optional(),
      /** Absent: the first time (O8). */
      knownSince: timeSchema.optional(),
    }),
  }),
  z.object({
    status: z.literal('slip'),
    form: z.enum(['receipt', 'return-slip', 'extension-slip']),
    loanIds: z.array(loanIdSchema),
    partnerName: z.string(),
  }),
  /** Something good that belongs elsewhere. */
  z.object({ status: z.literal('elsewhere'), kind: z.enum(['sharing-code', 'invitation']) }),
  refusedSchema,
])
