import { z } from 'zod'
import { sentCommandSchema, unreadableCommandSchema } from './command.ts'
import { permissionSchema } from './permissions.ts'
import { emailSchema } from './records/invitation.ts'
import { installationSchema, memberSchema, organisationNameSchema, organisationSchema } from './records/organisation.ts'
import {
  boxIdSchema,
  commandIdSchema,
  installationIdSchema,
  lineSchema,
  organisationIdSchema,
  timeSchema,
} from './records/scalars.ts'
import { refusalCodeSchema, refusalDetailsSchema } from './refusals.ts'

/** The HTTP contract (sync.md), one schema for each body. The cloud validates with them, the desktop parses with them. */

export const API_ERROR_CODES = [
  'MALFORMED',
  'SIGNED_OUT',
  'MEMBER_REMOVED',
  'FORBIDDEN',
  'NOT_FOUND',
  'SEQ_EXPECTED',
  'INSTALLATION_REPLAYED',
  'NAME_TAKEN',
  'EMAIL_TAKEN',
  'CREDENTIALS_WRONG',
  'INVITATION_INVALID',
  'TOO_LARGE',
  'TOO_MANY',
  'INTERNAL',
] as const

export const apiErrorSchema = z.object({
  error: z.object({
    code: z.enum(API_ERROR_CODES),
    message: z.string(),
    details: refusalDetailsSchema.optional(),
  }),
})
export type ApiErrorCode = (typeof API_ERROR_CODES)[number]

/** In the details of a 403: the laptop was revoked, whatever it asks for. */
export const INSTALLATION_REVOKED = 'INSTALLATION_REVOKED'

/** Each reply carries the cloud's time in this header, as ISO 8601 (F6). */
export const TIME_HEADER = 'trackside-time'
export const INSTALLATION_HEADER = 'trackside-installation'
/** With a page of a whole state that isn't its last: its cursor, so that the next one can be asked for before this one is read. */
export const NEXT_HEADER = 'trackside-next'

export const passwordSchema = z.string().min(10).max(200)

export const signUpBodySchema = z.object({
  organisationName: organisationNameSchema,
  name: lineSchema(1, 60),
  email: emailSchema,
  password: passwordSchema,
})

export const signInBodySchema = z.object({ email: emailSchema, password: z.string().max(200) })

export const signedInSchema = z.object({
  token: z.string().min(20),
  member: memberSchema,
  organisation: organisationSchema,
})

export const passwordBodySchema = z.object({ old: z.string().max(200), new: passwordSchema })

/** O6: answered as a sign-in. `INVITATION_INVALID` for a code that is wrong, used, withdrawn or too old. */
export const acceptInvitationBodySchema = z.object({
  code: z.string().max(100),
  name: lineSchema(1, 60),
  password: passwordSchema,
})

export const sharingCodeBodySchema = z.object({ code: z.string().max(100) })
/** G5: whom a sharing code belongs to; the asking organisation's own, too. 404 where nobody has it. */
export const sharingCodeOwnerSchema = z.object({
  organisationId: organisationIdSchema,
  name: organisationNameSchema,
  number: z.int().positive(),
  /** Since when it is a partner; absent the first time (O8). */
  knownSince: timeSchema.optional(),
})

export const meSchema = z.object({
  member: memberSchema,
  organisation: organisationSchema,
  permissions: z.array(permissionSchema),
})

export const installationBodySchema = z.object({
  installationId: installationIdSchema,
  name: lineSchema(1, 60),
  /** Ed25519, the raw 32 bytes as base64url: the laptop asks for a certificate. */
  publicKey: z
    .string()
    .regex(/^[\w-]{43}$/, '32 bytes as base64url')
    .optional(),
  /** The id that the same laptop had before it enrolled anew: who waits to be seen by that one is seen by this one. */
  replaces: installationIdSchema.optional(),
})

/** With a `publicKey` in the question, the laptop's certificate: signed CBOR, base64url (tickets.md). */
export const installationAnswerSchema = installationSchema
  .unwrap()
  .extend({ certificate: z.string().max(6000).optional() })

/** Whose signatures count, and which loans ended early. `kid` and `publicKey` are base64url, `ended` is base45 text. */
export const trustSchema = z.object({
  time: timeSchema,
  roots: z.array(z.object({ kid: z.string().max(20), publicKey: z.string().max(60) })).max(10),
  ended: z.string().max(1_600_000),
})

export const MAX_COMMANDS_PER_CALL = 500
export const MAX_COMMANDS_BYTES = 1024 * 1024

export const commandsBodySchema = z.object({
  installationId: installationIdSchema,
  commands: z.array(z.union([sentCommandSchema, unreadableCommandSchema])).max(MAX_COMMANDS_PER_CALL),
})

export const outcomeSchema = z.object({
  seq: z.int().positive(),
  id: commandIdSchema,
  status: z.enum(['accepted', 'refused']),
  /** The organisation's number at which it was committed: the command stays on top until the cursor has reached it. */
  at: z.int().nonnegative(),
  code: refusalCodeSchema.or(z.string()).optional(),
  message: z.string().optional(),
  details: refusalDetailsSchema.optional(),
})
export type Outcome = z.output<typeof outcomeSchema>

export const outcomesSchema = z.object({
  outcomes: z.array(outcomeSchema),
  lastSeq: z.int().nonnegative(),
  retryAfterS: z.number().nonnegative().optional(),
})

export const changesQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
})

/** `kind` may be one that this program doesn't know yet: it is kept, not refused. */
const feedChangeSchema = z.object({
  seq: z.int().positive(),
  kind: z.string(),
  id: z.string(),
  body: z.record(z.string(), z.unknown()).nullable(),
})

export const changesSchema = z.object({
  epoch: z.string(),
  cursor: z.string(),
  reset: z.boolean(),
  more: z.boolean(),
  changes: z.array(feedChangeSchema),
})

/** `poke` event of `GET /v1/stream`. */
export const pokeSchema = z.object({ cursor: z.string() })

/** What a box reports of itself every 60 s (interop.md). */
export const healthSchema = z.object({
  batteryPercent: z.number().min(0).max(100).optional(),
  charging: z.boolean().optional(),
  voltage: z.number().optional(),
  cpuTemperatureC: z.number().optional(),
  clockSource: z.enum(['NTP', 'GPS', 'none']).optional(),
  network: z.string().max(60).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  readerPresent: z.boolean().optional(),
  status: z.string().max(200).optional(),
})

/** `telemetry` event of `GET /v1/stream`: the latest of one box, where it came from the cloud. */
export const telemetrySchema = healthSchema.extend({ boxId: boxIdSchema, receivedAt: timeSchema })
export type Telemetry = z.output<typeof telemetrySchema>

export const apiKeyAccessSchema = z.enum(['READ', 'WRITE', 'READ_WRITE'])
export const apiKeyBodySchema = z.object({
  name: lineSchema(1, 60),
  access: apiKeyAccessSchema,
  /** A key of this device alone. */
  boxId: boxIdSchema.optional(),
})
/** The key itself is in the answer to its creation and never again. */
export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  access: apiKeyAccessSchema,
  boxId: boxIdSchema.optional(),
  createdAt: timeSchema,
  lastUsedAt: timeSchema.optional(),
  key: z.string().optional(),
})
export const apiKeysSchema = z.object({ keys: z.array(apiKeySchema) })
