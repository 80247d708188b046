import { z } from 'zod'
import { addressSchema } from './desktop-live.ts'
import { refusedSchema } from './desktop-receiving.ts'
import {
  boxIdSchema,
  checkpointIdSchema,
  commandIdSchema,
  eventIdSchema,
  loanIdSchema,
  sessionIdSchema,
  timeSchema,
} from './records/scalars.ts'

/** The part of the desktop contract that is about race day under pressure: readiness, alarms, replacing a box, the board. */

export const ALARM_KINDS = [
  /** The laptop records on the box, and hasn't had a connection to it for 10 s. */
  'no-connection',
  /** It read often, and now nothing for much longer than the time between reads before. */
  'silent',
  /** The backup at the same checkpoint reads chips, the main box none. */
  'main-silent',
  'low-battery',
  /** A loan of a box with a running session ends within the hour. */
  'loan-ending',
  /** L19: recorded, but set aside. */
  'loan-over',
  'disk-low',
  'disk-full',
  'laptop-battery',
] as const
export const alarmKindSchema = z.enum(ALARM_KINDS)
export type AlarmKind = z.output<typeof alarmKindSchema>

/** One alarm stands for its kind and its box (or the laptop) for as long as it lasts, however often its facts change. */
export const alarmSchema = z.object({
  id: z.string().max(100),
  kind: alarmKindSchema,
  since: timeSchema,
  boxId: boxIdSchema.optional(),
  checkpointId: checkpointIdSchema.optional(),
  sessionId: sessionIdSchema.optional(),
  loanId: loanIdSchema.optional(),
  /** `silent`: when it read last; `main-silent`: when the main box did. */
  lastAt: timeSchema.optional(),
  /** `low-battery`, `laptop-battery`. */
  percent: z.number().optional(),
  /** `disk-low` */
  freeBytes: z.number().optional(),
  /** A person has seen it: no more sound, and it shows quietly until it is over. */
  acknowledgedAt: timeSchema.optional(),
})
export type Alarm = z.output<typeof alarmSchema>

/** A read before the race that proves that chips are seen. Never stored as a passing, never exported. */
export const testReadSchema = z.object({ boxId: boxIdSchema, at: timeSchema, chip: z.string() })
export type TestRead = z.output<typeof testReadSchema>

/** What the window knows of the laptop and the core can't. */
const laptopPowerSchema = z.object({
  onMains: z.boolean().optional(),
  percent: z.number().min(0).max(100).optional(),
  /** The screen and the computer are kept from sleeping. */
  keptAwake: z.boolean().optional(),
})

/** A row of the operator board: all that it needs, ready to be shown. */
export const boardRowSchema = z.object({
  /** A box at several has one row, with all their names. */
  checkpoint: z.string(),
  race: z.string(),
  serial: z.string(),
  alias: z.string(),
  backup: z.boolean(),
  /** Whose it is, where it isn't the organisation's own. */
  custody: z
    .object({
      state: z.enum(['borrowed', 'through-group']),
      organisation: z.string(),
      /** By which the share goes. */
      group: z.string().optional(),
      /** The loan's time, for the bar that drains. */
      from: timeSchema.optional(),
      until: timeSchema.optional(),
      /** By the cloud; else the shape is hollow. */
      confirmed: z.boolean(),
    })
    .optional(),
  /** `silent`: connected, but what comes isn't a box's. */
  state: z.enum([
    'not-started',
    'connecting',
    'connected',
    'broken',
    'silent',
    'wrong-box',
    'by-cloud',
    'stopped',
    'loan-over',
  ]),
  stateSince: timeSchema.optional(),
  count: z.int().nonnegative(),
  lastAt: timeSchema.optional(),
  lastMinute: z.int().nonnegative(),
  /** Unacknowledged ones first. */
  alarms: z.array(z.object({ kind: alarmKindSchema, since: timeSchema, acknowledged: z.boolean() })),
})
export const boardSchema = z.object({
  event: z.object({ name: z.string(), date: z.string(), timeZone: z.string() }),
  organisation: z.string(),
  now: timeSchema,
  connection: z.enum(['online', 'offline']),
  rows: z.array(boardRowSchema).max(500),
  disk: z.enum(['ok', 'low', 'full']),
  /** All of it is made up. */
  isDemo: z.boolean(),
})
export type Board = z.output<typeof boardSchema>

export const raceDayPushes = [
  /** All there are, worst first. */
  z.object({ push: z.literal('alarms'), alarms: z.array(alarmSchema).max(200) }),
  /** The latest of each box, and the boxes at which one is waited for. */
  z.object({ push: z.literal('test-reads'), reads: z.array(testReadSchema), waiting: z.array(boxIdSchema) }),
  z.object({ push: z.literal('laptop'), freeBytes: z.number(), lowBytes: z.number() }),
  /** The board on the local network; absent `shared`: it is off. */
  z.object({
    push: z.literal('board-sharing'),
    shared: z.object({ eventId: eventIdSchema, urls: z.array(z.string()), code: z.string() }).optional(),
  }),
] as const

const nothing = z.object({})

export const raceDayCalls = {
  acknowledgeAlarm: { args: z.object({ id: z.string().max(100) }), result: nothing },
  reportPower: { args: laptopPowerSchema, result: nothing },
  /** Connects to the box without a run and waits two minutes for a chip. */
  startTestRead: {
    args: z.object({ boxId: boxIdSchema, address: addressSchema.optional() }),
    result: z.object({ status: z.enum(['waiting', 'no-address', 'running']) }),
  },
  stopTestRead: { args: z.object({ boxId: boxIdSchema }), result: nothing },
  /**
   * One act: the other box takes the place of this one – its checkpoints, main or backup, and, where one was on, a timing run – and this one
   * leaves the event. What it recorded stays.
   */
  replaceBox: {
    args: z.object({ boxId: boxIdSchema, withBoxId: boxIdSchema, address: addressSchema.optional() }),
    result: z.union([
      z.object({ status: z.literal('done'), id: commandIdSchema, sessionId: sessionIdSchema.optional() }),
      refusedSchema,
    ]),
  },
  /** A link to the board of the event, on this computer, that can do nothing else. */
  boardLink: { args: z.object({ eventId: eventIdSchema }), result: z.object({ url: z.string() }) },
  /** Shows the board on the local network by a code, or ends that. */
  shareBoard: {
    args: z.object({ eventId: eventIdSchema, on: z.boolean() }),
    result: z.object({ status: z.enum(['done', 'no-network']) }),
  },
  /** All that a second laptop of ours needs to go on where neither has internet: a signed file's text. */
  carryFile: {
    args: nothing,
    result: z.discriminatedUnion('status', [
      z.object({
        status: z.literal('made'),
        text: z.string(),
        /** Of the file. */
        name: z.string(),
        commands: z.int(),
        /** What the commands are about. */
        about: z.object({ events: z.int(), boxes: z.int(), loans: z.int() }),
        /** Those of these kinds that stay: they stand on what only this laptop can report, or don't fit. */
        staying: z.int(),
      }),
      /** This laptop can't sign: it has no certificate, or that is over. */
      z.object({ status: z.literal('no-certificate') }),
    ]),
  },
} as const
