import { z } from 'zod'
import { apiKeyAccessSchema, apiKeySchema } from './cloud-api.ts'
import { refusedSchema } from './desktop-receiving.ts'
import { startListProblemSchema } from './desktop-start-list.ts'
import { countedPassingSchema } from './records/passing.ts'
import { bibSchema } from './records/race-action.ts'
import {
  boxIdSchema,
  commandIdSchema,
  eventIdSchema,
  lineSchema,
  sessionIdSchema,
  timeSchema,
} from './records/scalars.ts'
import { sessionAliasSchema } from './records/session.ts'

/** The part of the desktop contract that is about live timing. */

/** A name or address on the local network, and a TCP port. */
export const addressSchema = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[\w.:%-]{1,253}$/, 'a name or address'),
  port: z.int().min(1).max(65_535),
})
export type Address = z.output<typeof addressSchema>

/** How this laptop's connection to a box stands. `wrong-box`: another serial answers there; `silent`: connected, but what comes isn't a box's. */
const linkStateSchema = z.enum(['connecting', 'connected', 'broken', 'wrong-box', 'silent'])

/** A box that this laptop is connected to, or keeps trying. */
export const linkSchema = z.object({
  boxId: boxIdSchema,
  /** The run into which its passings go; the last one, where that is over (L19). */
  sessionId: sessionIdSchema.optional(),
  address: addressSchema,
  state: linkStateSchema,
  since: timeSchema,
  /** `wrong-box`: who answers there. */
  otherSerial: z.string().optional(),
  /** How far the box's clock is ahead of the cloud's time, by GETSYSTEMTIME; absent: it has none, or never said. */
  clockOffsetMs: z.number().optional(),
  clockMeasuredAt: timeSchema.optional(),
  clockSource: z.string().max(40).optional(),
  /** Whether it sends again what it kept; absent: not asked yet. */
  canRewind: z.boolean().optional(),
  /** Since this program started: what came and wasn't kept, and why. */
  counts: z.object({
    known: z.int().nonnegative(),
    notOurs: z.int().nonnegative(),
    /** Not a passing: garbage, too long, or with values that can't be. */
    unreadable: z.int().nonnegative(),
  }),
  /** L10: so many of ours of the last 24 hours are in no run, and so in no event. */
  outside: z.int().positive().optional(),
  /** L19: set aside after the right ended, and until when it is kept. */
  aside: z.object({ count: z.int().positive(), since: timeSchema, until: timeSchema }).optional(),
})
export type Link = z.output<typeof linkSchema>

/** What this laptop has of a run's passings. Runs without any, that aren't on, have no entry. */
export const liveSessionSchema = z.object({
  sessionId: sessionIdSchema,
  /** On this laptop. */
  count: z.int().nonnegative(),
  /** Of those, what the cloud has. */
  inCloud: z.int().nonnegative(),
  /** Of those, what counts by time received, because the box's stamp can't be right (L10). */
  byReceived: z.int().nonnegative(),
  lastAt: timeSchema.optional(),
  /** Passings in the last 60 s. */
  lastMinute: z.int().nonnegative(),
  /** Chips that no start list of the event knows. */
  unknownChips: z.int().nonnegative(),
  /** R3: by the box's own numbers. `box`: how many it made since its first one here; the gaps, at most 20 of them. */
  completeness: z.object({
    box: z.int().nonnegative(),
    missing: z.int().nonnegative(),
    gaps: z.array(z.object({ from: z.int(), to: z.int() })).max(20),
  }),
  /**
   * It was stopped while this laptop had no contact to the box: what the box still had of it is fetched when there is
   * again. `came`: when all of that had come, and how many.
   */
  rest: z.object({ came: z.object({ at: timeSchema, count: z.int().nonnegative() }).optional() }).optional(),
})
export type LiveSession = z.output<typeof liveSessionSchema>

/** A passing as a person sees it. `id`: in the order in which they came to this laptop, larger is later. */
export const shownPassingSchema = countedPassingSchema.extend({
  id: z.int().positive(),
  boxId: boxIdSchema,
  sessionId: sessionIdSchema.optional(),
  /** Straight from the box, or by the cloud. */
  via: z.enum(['box', 'cloud']),
  inCloud: z.boolean(),
  /** By the event's start list. */
  name: z.string().optional(),
  race: z.string().optional(),
  /** R1: a backup box read it; `backup-only`: and no main box did. Absent: a main box, or in no run. */
  readBy: z.enum(['backup', 'backup-only']).optional(),
})
export type ShownPassing = z.output<typeof shownPassingSchema>

/** R7: a scoring program that we send to. */
export const scoringTargetSchema = z.object({
  id: z.uuid(),
  eventId: eventIdSchema,
  name: lineSchema(1, 60),
  address: addressSchema,
  /** Off: it isn't sent to, and goes on where it stopped when it is on again. */
  isOn: z.boolean(),
  /**
   * Where a checkpoint has a main and a backup box, one read of a chip goes out within so many seconds: the main's, or, marked, the
   * backup's where only that saw it. 0: all are sent.
   */
  backupWindowS: z.int().min(0).max(600).default(10),
})
export type ScoringTarget = z.output<typeof scoringTargetSchema>

export const shownTargetSchema = scoringTargetSchema.extend({
  /** `greeting`: connected, and the other side hasn't asked for passings yet. */
  state: z.enum(['off', 'connecting', 'greeting', 'sending', 'broken']),
  since: timeSchema,
  sent: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
})
export type ShownTarget = z.output<typeof shownTargetSchema>

export const livePushes = [
  /** The connections of this laptop that changed; `reset`: these are all there are. `gone`: not connected to any more. */
  z.object({
    push: z.literal('links'),
    reset: z.boolean(),
    links: z.array(linkSchema),
    gone: z.array(boxIdSchema),
  }),
  /** The runs whose passings changed, at most four times a second; `reset`: these are all there are. */
  z.object({ push: z.literal('live-sessions'), reset: z.boolean(), sessions: z.array(liveSessionSchema) }),
  /** The newest of a run that a window watches, newest first, at most 100: those that have come since the last push, or, some time
   * later, those of a backup box that turned out to be its alone. */
  z.object({ push: z.literal('passings'), sessionId: sessionIdSchema, passings: z.array(shownPassingSchema).max(100) }),
  z.object({ push: z.literal('scoring'), targets: z.array(shownTargetSchema) }),
] as const

/** Which passings: of one run, or of a whole event, or of one box, also outside runs. */
export const passingsOfSchema = z.union([
  z.object({ sessionId: sessionIdSchema }),
  z.object({ eventId: eventIdSchema }),
  z.object({ boxId: boxIdSchema }),
])
export type PassingsOf = z.output<typeof passingsOfSchema>

export const startListEntrySchema = z.object({
  bib: bibSchema,
  name: lineSchema(0, 120),
  race: lineSchema(0, 80),
  chips: z.array(z.string()),
})
export type StartListEntry = z.output<typeof startListEntrySchema>

/** How far an export is, in four numbers. */
const exportPlaceSchema = z
  .string()
  .max(40)
  .regex(/^[0-9a-z]{1,9}(?:\.[0-9a-z]{1,9}){3}$/)

const nothing = z.object({})

export const liveCalls = {
  /**
   * Starts a run on the box, and connects to it where an address is given or known. Without one, its passings come by
   * the cloud alone.
   */
  startTiming: {
    args: z.object({ boxId: boxIdSchema, alias: sessionAliasSchema.optional(), address: addressSchema.optional() }),
    result: z.union([
      z.object({ status: z.literal('done'), id: commandIdSchema, sessionId: sessionIdSchema }),
      refusedSchema,
    ]),
  },
  /** Connects this laptop to a box, for its running session; again: at another address. */
  connectBox: { args: z.object({ boxId: boxIdSchema, address: addressSchema }), result: nothing },
  disconnectBox: { args: z.object({ boxId: boxIdSchema }), result: nothing },
  /** The addresses at which the box was reached from this laptop, latest first. */
  boxAddresses: {
    args: z.object({ boxId: boxIdSchema }),
    result: z.object({ addresses: z.array(addressSchema.extend({ reachedAt: timeSchema })) }),
  },
  /** Asks the box for what is missing. `by-hand`: it doesn't do that by itself; `not-connected`. */
  fetchMissing: {
    args: z.object({ boxId: boxIdSchema }),
    result: z.object({ status: z.enum(['asked', 'by-hand', 'not-connected']) }),
  },
  /** This window wants to hear of each new passing of these runs. Replaces what it said before. */
  watchPassings: { args: z.object({ sessionIds: z.array(sessionIdSchema).max(100) }), result: nothing },
  /** Newest first. */
  passings: {
    args: z.object({
      of: passingsOfSchema,
      /** The `id` of the last one of the page before. */
      before: z.int().positive().optional(),
      limit: z.int().min(1).max(500),
      /** Only chips that the start list doesn't know. */
      unknownOnly: z.boolean().optional(),
    }),
    result: z.object({ passings: z.array(shownPassingSchema), more: z.boolean() }),
  },
  /** R7: one part of the CSV, times by hand among it, in the order in which they came. Begins with a byte order mark and the head. */
  exportPassings: {
    args: z.object({ of: passingsOfSchema, after: exportPlaceSchema.optional() }),
    result: z.object({
      text: z.string(),
      /** To ask for the next part with; absent: that was the last. */
      next: exportPlaceSchema.optional(),
      done: z.int().nonnegative(),
      total: z.int().nonnegative(),
    }),
  },
  /** Replaces the event's start list on this laptop. Nothing is changed where it is refused. */
  importStartList: {
    args: z.object({ eventId: eventIdSchema, csv: z.string().max(20_000_000) }),
    result: z.discriminatedUnion('status', [
      z.object({
        status: z.literal('done'),
        entries: z.int(),
        chips: z.int(),
        /** Lines that were left out, and why; at most 50. */
        problems: z.array(startListProblemSchema),
        problemCount: z.int(),
      }),
      z.object({ status: z.literal('refused'), problem: z.enum(['no-bib-column', 'no-lines', 'not-csv']) }),
    ]),
  },
  clearStartList: { args: z.object({ eventId: eventIdSchema }), result: nothing },
  startList: {
    args: z.object({
      eventId: eventIdSchema,
      query: z.string().max(100).default(''),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500),
    }),
    result: z.object({
      entries: z.array(startListEntrySchema),
      matching: z.int(),
      total: z.int(),
      chips: z.int(),
      importedAt: timeSchema.optional(),
    }),
  },
  /** The chips read in the event's runs that its start list doesn't know, latest first. */
  unknownChips: {
    args: z.object({ eventId: eventIdSchema, limit: z.int().min(1).max(500) }),
    result: z.object({
      chips: z.array(z.object({ chip: z.string(), count: z.int(), lastAt: timeSchema })),
      total: z.int(),
    }),
  },
  /** Puts a chip on a bib of the start list; a bib that isn't there yet is added. */
  nameChip: {
    args: z.object({
      eventId: eventIdSchema,
      chip: z.string().min(1).max(100),
      bib: bibSchema,
      name: lineSchema(0, 120).optional(),
    }),
    result: nothing,
  },
  /** Adds or changes a target. */
  saveScoringTarget: { args: scoringTargetSchema, result: nothing },
  removeScoringTarget: { args: z.object({ id: z.uuid() }), result: nothing },
  /** Everything of the event once more, from the first one on. */
  sendAllAgain: { args: z.object({ id: z.uuid() }), result: nothing },
  /** R6: keys of the device API. They live in the cloud: nothing of it works offline. */
  apiKeys: {
    args: nothing,
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('done'), keys: z.array(apiKeySchema) }),
      z.object({ status: z.enum(['no-cloud', 'forbidden']) }),
    ]),
  },
  /** The key is in this answer and nowhere else. */
  createApiKey: {
    args: z.object({ name: lineSchema(1, 60), access: apiKeyAccessSchema, boxId: boxIdSchema.optional() }),
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('done'), key: apiKeySchema.required({ key: true }) }),
      z.object({ status: z.enum(['no-cloud', 'forbidden']) }),
    ]),
  },
  revokeApiKey: {
    args: z.object({ id: z.uuid() }),
    result: z.object({ status: z.enum(['done', 'no-cloud', 'forbidden']) }),
  },
  /** Of the last 24 h as this laptop heard it, oldest first, one value in five minutes at most. */
  telemetryHistory: {
    args: z.object({ boxId: boxIdSchema }),
    result: z.object({
      values: z.array(
        z.object({ at: timeSchema, batteryPercent: z.number().optional(), cpuTemperatureC: z.number().optional() }),
      ),
    }),
  },
} as const
