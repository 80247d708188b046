import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { z } from 'zod'
import { configWith } from '../../cloud/config.ts'
import { addMember } from '../../cloud/founding.ts'
import { transactLocked } from '../../cloud/locking.ts'
import { hashPassword } from '../../cloud/passwords.ts'
import { sha256Hex } from '../../cloud/secrets.ts'
import {
  apiErrorSchema,
  changesSchema,
  INSTALLATION_HEADER,
  type Outcome,
  outcomesSchema,
  signedInSchema,
} from '../../shared/cloud-api.ts'
import type { CommandArgs, CommandType } from '../../shared/commands/commands.ts'
import type { BuiltInRole } from '../../shared/permissions.ts'
import { type Change, isKind, recordSchemas } from '../../shared/records/kinds.ts'
import type { Plan } from '../../shared/records/organisation.ts'
import { formatShareToken, newShareToken, shareTokenHashInput } from '../../shared/share-token.ts'
import { MemoryRecords } from '../../shared/state.ts'
import type { RunningCloud } from './cloud.ts'

export type Person = z.output<typeof signedInSchema>

export const PASSWORD = 'correct horse battery'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The code of an error, or undefined. */
  readonly code: string | undefined
  json(): unknown
}

export async function request(
  cloud: Pick<RunningCloud, 'url'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: { readonly token?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(cloud.url + path, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
  })
  const text = await response.text()
  const json = () => JSON.parse(text) as unknown
  const code = response.ok ? undefined : apiErrorSchema.parse(json()).error.code
  return { status: response.status, headers: response.headers, text, code, json }
}

/** A new organisation of that plan, and its ADMIN. */
export async function signUp(cloud: RunningCloud, plan: Plan = 'PRO', name = `Org ${randomUUID()}`): Promise<Person> {
  const body = { organisationName: name, name: 'Ada Admin', email: `${randomUUID()}@example.com`, password: PASSWORD }
  const answer = await request(cloud, 'POST', '/v1/organisations', { body })
  const person = signedInSchema.parse(answer.json())
  await cloud.database.db.updateTable('organisation').set({ plan }).where('id', '=', person.organisation.id).execute()
  return person
}

/** Another member of the person's organisation. */
export async function addColleague(cloud: RunningCloud, person: Person, role: BuiltInRole): Promise<Person> {
  const email = `${randomUUID()}@example.com`
  const colleague = { name: `Carl ${role.name}`, email, passwordHash: await hashPassword(PASSWORD) }
  const deps = { db: cloud.database.db, clock: cloud.clock, config: configWith(1) }
  await transactLocked(deps, person.organisation.id, async (trx, lockAndLoad) => {
    await lockAndLoad({})
    await addMember(deps, trx, person.organisation.id, role, colleague)
  })
  return await signIn(cloud, email)
}

export async function signIn(cloud: Pick<RunningCloud, 'url'>, email: string, password = PASSWORD): Promise<Person> {
  const answer = await request(cloud, 'POST', '/v1/auth/sign-in', { body: { email, password } })
  return signedInSchema.parse(answer.json())
}

export interface NewToken {
  /** As a person types it. */
  readonly typed: string
  readonly hash: string
}

export function newToken(): NewToken {
  const token = newShareToken(randomBytes(15))
  return { typed: formatShareToken(token), hash: sha256Hex(shareTokenHashInput(token)) }
}

export interface GivenExtras {
  readonly id?: string
  readonly seq?: number
  readonly givenAt?: string
  readonly dependsOn?: readonly string[]
}

/** One installation of the app, as far as the cloud can tell: it gives commands and follows the feed. */
export class Laptop {
  readonly id: string
  readonly person: Person
  /** What the feed has told so far. */
  records = new MemoryRecords()
  cursor: string | undefined
  /** The highest number that was seen in the feed. */
  seen = 0
  nextSeq = 1
  readonly #cloud: RunningCloud

  constructor(cloud: RunningCloud, person: Person, id: string = randomUUID()) {
    this.#cloud = cloud
    this.person = person
    this.id = id
  }

  get organisationId() {
    return this.person.organisation.id
  }

  async ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    const headers = { [INSTALLATION_HEADER]: this.id }
    return await request(this.#cloud, method, path, { token: this.person.token, body, headers })
  }

  /** Sends commands as they are. */
  async send(commands: readonly object[]): Promise<Answer> {
    return await this.ask('POST', '/v1/commands', { installationId: this.id, commands })
  }

  /** Gives one command, whatever its type, and gets its outcome. */
  async giveAny(type: string, args: unknown, extras: GivenExtras = {}): Promise<Outcome> {
    const command = { seq: this.nextSeq, id: randomUUID(), type, args, ...extras }
    const answer = await this.send([command])
    const { outcomes, lastSeq } = outcomesSchema.parse(answer.json())
    const [outcome] = outcomes
    if (outcome === undefined) throw new Error(`no outcome: ${answer.text}`)
    expect(outcome).toMatchObject({ seq: command.seq, id: command.id })
    expect(lastSeq).toBe(command.seq)
    this.nextSeq = lastSeq + 1
    return outcome
  }

  async give<T extends CommandType>(type: T, args: CommandArgs<T>, extras: GivenExtras = {}): Promise<Outcome> {
    return await this.giveAny(type, args, extras)
  }

  async accepted<T extends CommandType>(type: T, args: CommandArgs<T>, extras: GivenExtras = {}): Promise<Outcome> {
    const outcome = await this.give(type, args, extras)
    expect(outcome, JSON.stringify(outcome)).toMatchObject({ status: 'accepted' })
    return outcome
  }

  /** @returns code and details */
  async refused<T extends CommandType>(type: T, args: CommandArgs<T>, extras: GivenExtras = {}) {
    const outcome = await this.give(type, args, extras)
    expect(outcome).toMatchObject({ status: 'refused', message: expect.any(String) })
    return { code: outcome.code, details: outcome.details }
  }

  /** Follows the feed to its end, and holds it to the contract: whole records, numbers that only grow. */
  async sync(limit = 1000): Promise<readonly Change[]> {
    const changes: Change[] = []
    for (;;) {
      const cursor = this.cursor === undefined ? '' : `&cursor=${this.cursor}`
      const answer = await this.ask('GET', `/v1/changes?limit=${limit}${cursor}`)
      const page = changesSchema.parse(answer.json())
      if (page.reset) {
        this.records = new MemoryRecords()
        this.seen = 0
        changes.length = 0
      }
      for (const { seq, kind, id, body } of page.changes) {
        expect(seq).toBeGreaterThan(this.seen)
        this.seen = seq
        if (!isKind(kind)) throw new Error(`unknown kind ${kind}`)
        const record = body === null ? null : recordSchemas[kind].unwrap().strict().parse(body)
        expect(record).toEqual(body)
        changes.push({ kind, id, body: record } as Change)
      }
      this.cursor = page.cursor
      if (!page.more) break
    }
    for (const change of changes) this.records.apply(change)
    return changes
  }

  async registerBox(serial: string, alias = ''): Promise<string> {
    const boxId = randomUUID()
    await this.accepted('registerBox', { boxId, serial, alias })
    return boxId
  }

  /** Lends a box by a new token. */
  async lend(boxId: string, extras: Partial<CommandArgs<'createShareToken'>> = {}) {
    const token = newToken()
    const loanId = randomUUID()
    await this.accepted('createShareToken', { loanId, boxId, validity: '1d', tokenHash: token.hash, ...extras })
    return { loanId, token: token.typed }
  }

  async createEvent(name = 'Event') {
    const [eventId, raceId, startId, finishId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    await this.accepted('createEvent', { eventId, name, date: '2026-06-06', timeZone: 'Europe/Madrid' })
    await this.accepted('createRace', { raceId, eventId, name: '10K' })
    await this.accepted('createCheckpoint', { checkpointId: startId, raceId, name: 'START', kind: 'START' })
    await this.accepted('createCheckpoint', { checkpointId: finishId, raceId, name: 'FINISH', kind: 'FINISH' })
    return { eventId, raceId, startId, finishId }
  }
}

/** A box of the owner's in the recipient's hands. */
export async function lentBox(owner: Laptop, recipient: Laptop, serial = `S${randomBytes(6).toString('hex')}`) {
  const boxId = await owner.registerBox(serial)
  const { loanId, token } = await owner.lend(boxId)
  await recipient.accepted('acceptShareToken', { token })
  return { boxId, loanId, token, serial: serial.toUpperCase() }
}
