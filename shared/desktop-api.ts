import { z } from 'zod'
import { passwordSchema, sharingCodeOwnerSchema, telemetrySchema } from './cloud-api.ts'
import { boxListCalls } from './desktop-box-list.ts'
import { cardSchema, contactTroubleSchema, pendingCommandSchema } from './desktop-cards.ts'
import { liveCalls, livePushes } from './desktop-live.ts'
import { raceDayCalls, raceDayPushes } from './desktop-race-day.ts'
import { receivedSchema, refusedSchema, signingSchema } from './desktop-receiving.ts'
import { settingsFields, settingsSchema } from './desktop-settings.ts'
import { historyFilterSchema } from './history-filter.ts'
import { permissionSchema } from './permissions.ts'
import { historyEntrySchema } from './records/history-entry.ts'
import { loanNoteSchema, validitySchema } from './records/loan.ts'
import { memberSchema, organisationSchema } from './records/organisation.ts'
import {
  boxIdSchema,
  commandIdSchema,
  installationIdSchema,
  lineSchema,
  loanIdSchema,
  organisationIdSchema,
  roleIdSchema,
  timeSchema,
} from './records/scalars.ts'
import { refusalCodeSchema, refusalDetailsSchema } from './refusals.ts'

/**
 * The contract between a window and the core: calls that the window makes, and what the core pushes to it. The same
 * over a WebSocket (browser host) and a MessagePort (Electron). Both sides parse.
 */

/** A problem of this laptop itself, told in one line until it is over. */
export const problemSchema = z.enum([
  'clock-behind',
  'clock-jumped',
  'disk-full',
  'settings-reset',
  'store-newer',
  'store-foreign',
  'store-broken',
])
export type Problem = z.output<typeof problemSchema>

/** F5: the file with what this laptop keeps was damaged: what came of it, and where it is kept. */
export const rescueSchema = z.object({
  at: timeSchema,
  keptAs: z.string(),
  /** Read again, and still to be sent. */
  commands: z.int().nonnegative(),
  /** Read again, and not known to be in the cloud. */
  passings: z.int().nonnegative(),
  /** Where something couldn't be read. */
  lost: z.array(z.enum(['commands', 'passings', 'others'])),
})
export type Rescue = z.output<typeof rescueSchema>

export const statusSchema = z.object({
  /** Undefined: nobody is signed in here. */
  identity: z
    .object({ member: memberSchema, organisation: organisationSchema, permissions: z.array(permissionSchema) })
    .optional(),
  installationName: z.string(),
  /** The signed-in member's installation on this laptop, to tell it from the organisation's other ones. */
  installationId: installationIdSchema.optional(),
  /** `sign-in-again`: the sign-in ran out, everything is kept; `removed`: it is being deleted, see `farewell` (O10). */
  connection: z.enum(['online', 'sending', 'offline', 'sign-in-again', 'removed']),
  lastSyncedAt: timeSchema.optional(),
  /** While `offline`, once it was tried. */
  trouble: contactTroubleSchema.optional(),
  /** The first whole state hasn't arrived yet. */
  loading: z.boolean(),
  /** Trusted time when this was pushed (F6): the window counts on from it by its monotonic clock. */
  now: timeSchema,
  cloudUrl: z.string(),
  /** Who has a store on this computer, newest first. */
  knownMembers: z.array(z.object({ email: z.string(), organisationName: z.string() })),
  /** What this laptop can sign and check without internet (tickets.md). Undefined: nobody is signed in. */
  signing: signingSchema.optional(),
  /** O10: what was here of somebody who may no longer work here is deleted; told until the next sign-in or dismissal. */
  farewell: z
    .object({
      reason: z.enum(['removed', 'laptop-revoked']),
      organisationName: z.string(),
      at: timeSchema,
      /** Commands that were never taken by the cloud, and are gone. */
      unsent: z.int().nonnegative(),
    })
    .optional(),
  /** Until it is dismissed. */
  rescue: rescueSchema.optional(),
  /** With a demo cloud: the accounts to try. */
  demoAccounts: z.array(z.object({ email: z.string(), organisationName: z.string(), password: z.string() })).optional(),
  problems: z.array(problemSchema),
  settings: settingsSchema,
})
export type Status = z.output<typeof statusSchema>

/** One visible record, with its pending commands already on top; `pending`: not confirmed yet (F2). */
const replicaChangeSchema = z.object({
  kind: z.string(),
  id: z.string(),
  body: z.record(z.string(), z.unknown()).nullable(),
  pending: z.boolean(),
})

/** Said once, when it happens: a toast, later a notification (L14). The record that it opens is named by its id. */
export const alertSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loan-ending'), loanId: loanIdSchema, level: z.enum(['24h', '1h', 'running']) }),
  z.object({ kind: z.literal('borrowed'), loanIds: z.array(loanIdSchema) }),
  z.object({ kind: z.literal('card'), cardId: z.string() }),
])
export type Alert = z.output<typeof alertSchema>

/**
 * What the core pushes. After connecting: `status`, then, where somebody is signed in, `replica` with `reset`, `pending`,
 * `cards`, `telemetry`,
 * `links` and
 * `live-sessions` with `reset`, and `scoring`. History isn't in the replica: it is asked for by box, and `historyOf` tells what to ask again.
 */
export const pushSchema = z.discriminatedUnion('push', [
  z.object({ push: z.literal('status'), status: statusSchema }),
  z.object({
    push: z.literal('replica'),
    reset: z.boolean(),
    changes: z.array(replicaChangeSchema),
    historyOf: z.array(boxIdSchema),
  }),
  z.object({ push: z.literal('pending'), pending: z.array(pendingCommandSchema) }),
  z.object({ push: z.literal('cards'), cards: z.array(cardSchema) }),
  z.object({ push: z.literal('telemetry'), telemetry: z.array(telemetrySchema) }),
  z.object({ push: z.literal('alert'), alert: alertSchema }),
  ...livePushes,
  ...raceDayPushes,
])
export type Push = z.output<typeof pushSchema>

/** How signing in failed; `NO_CLOUD`: no answer, or one that isn't the cloud's (a captive portal); `STORE_REFUSED`: see `problems`. */
export const signInProblemSchema = z.enum([
  'CREDENTIALS_WRONG',
  'MEMBER_REMOVED',
  'NAME_TAKEN',
  'EMAIL_TAKEN',
  'INVITATION_INVALID',
  'MALFORMED',
  'TOO_MANY',
  'NO_CLOUD',
  'STORE_REFUSED',
])
export type SignInProblem = z.output<typeof signInProblemSchema>

const signInResultSchema = z.union([
  z.object({ status: z.literal('done') }),
  z.object({
    status: z.literal('failed'),
    problem: signInProblemSchema,
    fields: z.array(z.string()).optional(),
    retryAfterS: z.number().optional(),
  }),
])

/** What became of a command at once: done here, waiting for what only the cloud knows, or refused by a rule. */
export const givenSchema = z.union([
  z.object({ status: z.literal('done'), id: commandIdSchema }),
  z.object({ status: z.literal('waiting'), id: commandIdSchema }),
  z.object({ status: z.literal('refused'), code: refusalCodeSchema, details: refusalDetailsSchema.optional() }),
])
export type Given = z.output<typeof givenSchema>

const historyPositionSchema = z.object({ at: timeSchema, id: z.string() })

const nothing = z.object({})

export const desktopCalls = {
  signIn: { args: z.object({ email: z.string(), password: z.string() }), result: signInResultSchema },
  signUp: {
    args: z.object({ organisationName: z.string(), name: z.string(), email: z.string(), password: z.string() }),
    result: signInResultSchema,
  },
  /** O6: joins an organisation by an invitation's code, and signs in. */
  acceptInvitation: {
    args: z.object({ code: z.string().max(100), name: z.string(), password: z.string() }),
    result: signInResultSchema,
  },
  dismissFarewell: { args: nothing, result: nothing },
  dismissRescue: { args: nothing, result: nothing },
  /** R5, ux 5: what is unsent stays saved for that member's next sign-in here. */
  signOut: { args: nothing, result: nothing },
  changePassword: {
    args: z.object({ old: z.string(), new: passwordSchema }),
    result: signInResultSchema,
  },
  /**
   * Commands of one act: all are saved in one transaction, or, where one is refused, none. A result for each command
   * up to and including the refused one.
   */
  give: {
    args: z.object({
      commands: z
        .array(z.object({ type: z.string(), args: z.record(z.string(), z.unknown()) }))
        .min(1)
        .max(1000),
    }),
    result: z.object({ results: z.array(givenSchema) }),
  },
  /** Lends boxes as one act, by one new code (L1, L17). The code is kept on this laptop for as long as the loan lives. */
  lend: {
    args: z.object({
      boxIds: z.array(boxIdSchema).min(1).max(100),
      validity: validitySchema,
      recipientId: organisationIdSchema.optional(),
      releaseFromEvent: z.boolean(),
      note: loanNoteSchema.optional(),
    }),
    result: z.union([
      z.object({
        status: z.literal('done'),
        code: z.string(),
        loanIds: z.array(loanIdSchema),
        endsAt: timeSchema,
        /** Works without internet; null where this laptop can't sign one for that time. */
        ticket: z.string().nullable(),
      }),
      refusedSchema,
    ]),
  },
  /** Before lending: which validities a ticket of this laptop can have (`fits`), and why not the others. */
  lendingTerms: {
    args: nothing,
    result: z.object({
      validities: z.array(z.object({ validity: validitySchema, endsAt: timeSchema, fits: z.boolean() })),
      certificateUntil: timeSchema.optional(),
      lastSyncedAt: timeSchema.optional(),
    }),
  },
  /**
   * The signed text to show as QR code or file; null where this laptop has or can make none. A ticket of loans made here,
   * a receipt of loans taken here, a return slip of loans given back here, an extension slip of loans extended here, or
   * this laptop's card (no loans).
   */
  signedForm: {
    args: z.object({
      form: z.enum(['ticket', 'card', 'receipt', 'return-slip', 'extension-slip']),
      loanIds: z.array(loanIdSchema).max(100),
    }),
    result: z.object({ text: z.string().nullable() }),
  },
  /** The code of a loan that was made on this laptop; null where it wasn't, or the loan has been taken or is over. */
  loanCode: { args: z.object({ loanId: loanIdSchema }), result: z.object({ code: z.string().nullable() }) },
  /**
   * The one door for what comes from outside: a typed code, a scanned or pasted ticket, card or slip, a file's text. It
   * recognises what it gets. A loan code is answered by the cloud where that can be asked, else kept and tried by itself.
   */
  receive: {
    args: z.object({ text: z.string().max(1_600_000) }),
    result: receivedSchema,
  },
  /** G5: whom a sharing code belongs to, before a group is shared by it. `no-cloud`: it can't be known now. */
  lookUpSharingCode: {
    args: z.object({ code: z.string().max(100) }),
    result: z.discriminatedUnion('status', [
      sharingCodeOwnerSchema.extend({ status: z.literal('found') }),
      z.object({ status: z.enum(['unknown', 'own', 'no-cloud']) }),
      z.object({ status: z.literal('too-many'), retryAfterS: z.number() }),
    ]),
  },
  /** O6: a new invitation. Its code is in this answer and nowhere else. */
  invite: {
    args: z.object({ email: z.string(), roleId: roleIdSchema }),
    result: z.union([z.object({ status: z.literal('done'), code: z.string(), expiresAt: timeSchema }), refusedSchema]),
  },
  /** Names this laptop, as members and partners see it. */
  renameLaptop: { args: z.object({ name: lineSchema(1, 60) }), result: nothing },
  /** Takes back what was never sent, with what depends on it. */
  discard: { args: z.object({ id: commandIdSchema }), result: z.object({ discarded: z.array(commandIdSchema) }) },
  syncNow: { args: nothing, result: nothing },
  dealWithCard: { args: z.object({ id: z.string() }), result: nothing },
  /** Gives the refused command of a card once more, as a new command. */
  tryAgain: { args: z.object({ id: z.string() }), result: givenSchema },
  /**
   * The steps that the filter wants, newest first. A page may be short, or empty, and yet not the last: `before` of the
   * next one is `next`.
   */
  history: {
    args: historyFilterSchema.extend({ before: historyPositionSchema.optional(), limit: z.int().min(1).max(500) }),
    result: z.object({
      entries: z.array(historyEntrySchema.and(z.object({ pending: z.boolean() }))),
      more: z.boolean(),
      next: historyPositionSchema.optional(),
    }),
  },
  ...boxListCalls,
  ...liveCalls,
  ...raceDayCalls,
  /** Changes the settings that are given. */
  saveSettings: { args: z.object(settingsFields).partial(), result: nothing },
} as const

export type CallName = keyof typeof desktopCalls
export type CallArgs<C extends CallName> = z.input<(typeof desktopCalls)[C]['args']>
export type CallResult<C extends CallName> = z.output<(typeof desktopCalls)[C]['result']>

/** A call on its way: `id` ties the reply to it. */
export const callSchema = z.object({ id: z.int().nonnegative(), call: z.string(), args: z.unknown() })

/**
 * `refused`: what a page that offers only what it shows never asks for, but in the moment in which the right or the record
 * goes. `failed` is a fault, not a refusal: it carries no more than a number to find it by in the log.
 */
export const replySchema = z.union([
  z.object({ id: z.int().nonnegative(), refused: refusalCodeSchema }),
  z.object({ id: z.int().nonnegative(), result: z.unknown() }),
  z.object({ id: z.int().nonnegative(), failed: z.string() }),
])

export function isCallName(text: string): text is CallName {
  return Object.hasOwn(desktopCalls, text)
}
