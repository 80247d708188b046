import type { Generated, Kysely, Transaction } from 'kysely'
import type { z } from 'zod'
import type { apiKeyAccessSchema, healthSchema } from '../../shared/cloud-api.ts'
import type { Kind, RecordOf } from '../../shared/records/kinds.ts'
import type { Plan } from '../../shared/records/organisation.ts'
import type { CountedBy } from '../../shared/records/passing.ts'
import type {
  BoxId,
  CommandId,
  InstallationId,
  MemberId,
  OrganisationId,
  RoleId,
  SessionId,
} from '../../shared/records/scalars.ts'

/** The kinds that decisions write: each has a table of its name, whose columns are the record's fields. */
export const STORED_KINDS = [
  'role',
  'invitation',
  'group',
  'groupShare',
  'box',
  'loan',
  'event',
  'race',
  'checkpoint',
  'assignment',
  'session',
  'raceAction',
  'historyEntry',
] as const satisfies readonly Kind[]
export type StoredKind = (typeof STORED_KINDS)[number]

/** A record as a row: what is absent there is null here. */
export type RecordRow<K extends StoredKind> = {
  readonly [F in keyof RecordOf<K>]-?: undefined extends RecordOf<K>[F]
    ? Exclude<RecordOf<K>[F], undefined> | null
    : RecordOf<K>[F]
}

/** Column names are written in camel case here and in snake case in the database. Times are ISO text on both ways. */
export interface Tables extends StoredTables {
  meta: { epoch: string; lastOrganisationNumber: number }
  organisation: OrganisationRow
  counter: { organisationId: OrganisationId; number: Generated<number>; purgedTo: Generated<number> }
  feed: FeedTable
  partnership: { organisationId: OrganisationId; partnerId: OrganisationId; since: string }
  member: MemberRow
  signIn: SignInTable
  installation: InstallationTable
  command: CommandRow
  rootKey: RootKeyRow
  apiKey: ApiKeyRow
  device: { boxId: BoxId; deviceId: string; createdAt: string; lastLoginAt: string }
  sessionToken: { sessionId: SessionId; token: string }
  passing: PassingRow
  passingBox: PassingBoxTable
  telemetry: { boxId: BoxId; organisationId: OrganisationId; receivedAt: string; health: Health }
}

interface FeedTable {
  organisationId: OrganisationId
  kind: string
  id: string
  seq: number
  /** JSON text; null: nothing more is seen of it, since `goneAt`. */
  body: string | null
  goneAt: string | null
}

interface SignInTable {
  id: string
  memberId: MemberId
  tokenHash: string
  createdAt: string
  lastContactAt: string
  installationId: Generated<InstallationId | null>
}

type StoredTables = Omit<{ [K in StoredKind]: RecordRow<K> }, 'session'> & { session: SessionTable }

/** Beside the record: the laptop that started it, and when that one learnt that its right had ended (L10). */
interface SessionTable extends RecordRow<'session'> {
  installationId: Generated<InstallationId | null>
  endSeenAt: Generated<string | null>
}

export interface PassingRow {
  boxId: BoxId
  at: string
  number: number
  chip: string
  organisationId: OrganisationId
  sessionId: SessionId | null
  seq: number
  countedAt: string
  countedBy: CountedBy
  receivedAt: string
  clockOffsetMs: number
  antenna: number | null
  rssi: number | null
  latitude: number | null
  longitude: number | null
  bib: string | null
  /** JSON text. */
  extra: string | null
}

interface PassingBoxTable {
  boxId: BoxId
  lastSeq: Generated<number>
  clockOffsetMs: Generated<number | null>
  measuredAt: Generated<string | null>
}

export type Health = z.output<typeof healthSchema>

export interface OrganisationRow {
  id: OrganisationId
  name: string
  normalisedName: string
  number: number
  plan: Plan
  sharingCode: string | null
  contactName: string | null
  contactPhone: string | null
  createdAt: string
}

export interface MemberRow {
  id: MemberId
  organisationId: OrganisationId
  name: string
  email: string
  passwordHash: string
  roleId: RoleId
  createdAt: string
  removedAt: string | null
}

interface InstallationTable {
  id: InstallationId
  organisationId: OrganisationId
  memberId: MemberId
  name: string
  lastSeq: Generated<number>
  lastGivenAt: string | null
  acknowledged: Generated<number>
  lastSeenAt: string
  announcedAt: string
  revokedAt: string | null
  publicKey: Generated<Uint8Array | null>
  revokedWithMember: Generated<boolean>
}

export interface RootKeyRow {
  publicKey: Uint8Array
  /** PKCS #8; only as long as it signs, or is to. */
  privateKey: Uint8Array | null
  state: 'current' | 'next' | 'previous'
  createdAt: string
  retiredAt: string | null
}

export interface CommandRow {
  installationId: InstallationId
  seq: number
  id: CommandId
  memberId: MemberId
  contentHash: string
  status: 'accepted' | 'refused'
  /** The exact text that was answered. */
  outcome: string
  decidedAt: string
  repeated: boolean
}

export interface ApiKeyRow {
  id: string
  organisationId: OrganisationId
  createdById: MemberId
  name: string
  access: z.output<typeof apiKeyAccessSchema>
  boxId: BoxId | null
  keyHash: string
  createdAt: string
  lastUsedAt: string | null
}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>
