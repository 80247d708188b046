import { z } from 'zod'
import {
  changesQuerySchema,
  changesSchema,
  commandsBodySchema,
  INSTALLATION_HEADER,
  installationAnswerSchema,
  installationBodySchema,
  MAX_COMMANDS_BYTES,
  NEXT_HEADER,
  outcomesSchema,
} from '../../shared/cloud-api.ts'
import { type SentCommand, sentCommandSchema, type unreadableCommandSchema } from '../../shared/command.ts'
import { installationIdSchema, type OrganisationId } from '../../shared/records/scalars.ts'
import { certify } from '../certificates.ts'
import type { Cloud } from '../cloud.ts'
import { commitCommand, type ReceivedCommand, seqExpected } from '../commit.ts'
import { answerContact, enrol, inherit, noteReader, senderOf } from '../contact.ts'
import { contentHash } from '../content-hash.ts'
import { type Cursor, canGoOn, goneKnownTo, readCursor, writeCursor } from '../cursor.ts'
import { inOneWay } from '../db/abreast.ts'
import { storedCommands } from '../db/commands.ts'
import { dueLoans } from '../db/due-loans.ts'
import { type FeedPage, readFeed, readWholeState } from '../db/feed.ts'
import { type InstallationRow, toInstallation } from '../db/installations.ts'
import type { Db } from '../db/tables.ts'
import { ApiError } from '../errors.ts'
import { settleLoans } from '../expiry.ts'
import { Guesses } from '../guesses.ts'
import { type App, callerOf, sendJsonText } from './app-type.ts'

/** @param sharingCodes unknown ones, counted wherever they are entered */
export function syncRoutes(app: App, cloud: Cloud, sharingCodes: Guesses): void {
  const { unknownTokensByOrganisation, unknownTokensByAddress } = cloud.config.limits
  const tokens = new Guesses(unknownTokensByOrganisation, unknownTokensByAddress, cloud.clock)

  app.post(
    '/v1/installations',
    { schema: { body: installationBodySchema, response: { 200: installationAnswerSchema } } },
    async (request) => {
      const { installationId, name, replaces } = request.body
      const publicKey = request.body.publicKey && Uint8Array.from(Buffer.from(request.body.publicKey, 'base64url'))
      const told = publicKey ? { name, publicKey } : { name }
      const installation = await enrol(cloud, callerOf(request), installationId, told)
      if (replaces !== undefined) await inherit(cloud, installation, replaces)
      if (!publicKey) return toInstallation(installation)
      const certificate = await certify(cloud, installation, publicKey)
      return { ...toInstallation(installation), certificate: Buffer.from(certificate).toString('base64url') }
    },
  )

  app.post(
    '/v1/commands',
    { bodyLimit: MAX_COMMANDS_BYTES, schema: { body: commandsBodySchema, response: { 200: outcomesSchema } } },
    async (request, reply) => {
      const caller = callerOf(request)
      const { installationId } = request.body
      const commands = request.body.commands.map(readCommand)
      const installation = await senderOf(cloud, caller, installationId)
      const outcomes = await knownOutcomes(cloud, installation, commands)
      const fresh = commands.slice(outcomes.length)
      if (fresh.length === 0) {
        const noted = await noteReader(cloud, cloud.db, caller, installationId)
        await answerContact(cloud, caller, installationId, noted)
      }
      let retryAfterS = 0
      for (const command of fresh) {
        const guesses = guessesOf(command)
        retryAfterS = guesses?.retryAfterS(caller.organisationId, request.ip) ?? 0
        if (retryAfterS > 0) break
        const { outcome, code } = await commitCommand(cloud, caller, installationId, command)
        outcomes.push(outcome)
        if (code === 'TOKEN_UNKNOWN' || code === 'SHARING_CODE_UNKNOWN') {
          guesses?.count(caller.organisationId, request.ip)
        }
      }
      const lastSeq = Math.max(installation.lastSeq, commands[outcomes.length - 1]?.seq ?? 0)
      const wait = retryAfterS > 0 ? `,"retryAfterS":${retryAfterS}` : ''
      await sendJsonText(reply, `{"outcomes":[${outcomes.join(',')}],"lastSeq":${lastSeq}${wait}}`)
    },
  )

  /** L5, G5: what the command may be guessing. A ticket can't be guessed. */
  function guessesOf({ type, args }: ReceivedCommand): Guesses | undefined {
    if (type === 'acceptShareToken') return hasField(args, 'token') ? tokens : undefined
    return type === 'shareGroup' && hasField(args, 'sharingCode') ? sharingCodes : undefined
  }

  app.get(
    '/v1/changes',
    {
      schema: {
        querystring: changesQuerySchema,
        headers: z.object({ [INSTALLATION_HEADER]: installationIdSchema.optional() }),
        response: { 200: changesSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { cursor: text, limit } = request.query
      const cursor = text === undefined ? undefined : readCursor(text)
      if (text !== undefined && cursor === undefined) throw malformed('cursor')
      const id = request.headers[INSTALLATION_HEADER]
      const readPage = (db: Db) => changesAfter(db, caller.organisationId, cursor, limit)
      // Every reader sees the truth of now: what is due is looked for before the page is read.
      const ask = (db: Db) =>
        Promise.all([
          dueLoans(db, cloud.clock.now(), caller.organisationId),
          readPage(db),
          id === undefined ? undefined : noteReader(cloud, db, caller, id, cursor),
        ])
      // A page of a whole state is a transaction, and needs a connection of its own.
      const isWhole = cursor === undefined || cursor.begunAt !== undefined
      const [due, first, noted] = await (isWhole ? ask(cloud.db) : inOneWay(cloud.db, ask))
      if (due.length > 0) await settleLoans(cloud, caller.organisationId)
      const isTold = id !== undefined && (await answerContact(cloud, caller, id, noted, cursor))
      const read = isTold || due.length > 0 ? await readPage(cloud.db) : first
      const next = cursorBehind(read.page, read.from)
      if (next.begunAt !== undefined) reply.header(NEXT_HEADER, writeCursor(next))
      await sendJsonText(reply, changesText(read.page, read.from === undefined, next))
    },
  )
}

/** A command as the contract has it, or what is left of it with what is wrong. */
function readCommand(given: z.output<typeof unreadableCommandSchema> | SentCommand): ReceivedCommand {
  const read = sentCommandSchema.safeParse(given)
  if (read.success) return read.data
  const fields = read.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }))
  // 1e400 reads as Infinity, which JSON can't say again: it becomes null.
  const args = z.json().parse(JSON.parse(JSON.stringify(given)))
  return { seq: given.seq, id: given.id, type: '', args, unreadable: { fields } }
}

function hasField(args: unknown, field: string): boolean {
  return typeof args === 'object' && args !== null && field in args
}

/** The outcomes of those commands that were decided before, once all their numbers have proved right. */
async function knownOutcomes(
  cloud: Cloud,
  installation: Pick<InstallationRow, 'id' | 'lastSeq'>,
  commands: readonly ReceivedCommand[],
): Promise<string[]> {
  const [first] = commands
  if (first === undefined) return []
  const consecutive = commands.every((command, index) => command.seq === first.seq + index)
  if (!consecutive || first.seq > installation.lastSeq + 1) throw seqExpected(installation)
  if (first.seq > installation.lastSeq) return []
  const stored = await storedCommands(cloud.db, installation.id, first.seq, first.seq + commands.length - 1)
  const replayed = stored.some((known, index) => {
    const command = commands[index]
    return command === undefined || contentHash(command) !== known.contentHash
  })
  if (replayed) throw new ApiError('INSTALLATION_REPLAYED')
  return stored.map((known) => known.outcome)
}

/** What follows the cursor; the whole state where there is none, or where it can't be gone on from it any more. */
async function changesAfter(
  db: Db,
  organisationId: OrganisationId,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly page: FeedPage; readonly from?: Cursor }> {
  if (cursor !== undefined) {
    const read = cursor.begunAt === undefined ? readFeed : readWholeState
    const page = await read(db, organisationId, { after: cursor.number, limit, goneAfter: goneKnownTo(cursor) })
    // Only what is read together with the page tells that nothing was forgotten meanwhile.
    if (canGoOn(cursor, page)) return { page, from: cursor }
  }
  const whole = { after: 0, limit, goneAfter: Number.MAX_SAFE_INTEGER }
  return { page: await readWholeState(db, organisationId, whole) }
}

/** How far whoever takes the page in has come then. */
function cursorBehind({ epoch, number, last, more }: FeedPage, from?: Cursor): Cursor {
  const begunAt = from === undefined ? number : from.begunAt
  return more ? { epoch, number: last ?? 0, ...(begunAt === undefined ? {} : { begunAt }) } : { epoch, number }
}

/** The changes are JSON already, and go out as they are. */
function changesText({ epoch, more, text }: FeedPage, reset: boolean, next: Cursor): string {
  return `{"epoch":"${epoch}","cursor":"${writeCursor(next)}","reset":${reset},"more":${more},"changes":[${text}]}`
}

function malformed(field: string): ApiError {
  return new ApiError('MALFORMED', { fields: [{ field, problem: 'not valid' }] })
}
