import type { ServerResponse } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import type { OrganisationId } from '../shared/records/scalars.ts'
import { type Caller, oldestContact } from './caller.ts'
import type { Cloud } from './cloud.ts'
import { writeCursor } from './cursor.ts'
import { readPosition } from './db/feed.ts'
import { MOST_IDS, type Notice } from './db/notify.ts'
import { liveSignIns } from './db/sign-ins.ts'
import { readTelemetry } from './db/telemetry.ts'

interface Subscriber extends Caller {
  readonly response: ServerResponse
}

/** A reader that takes nothing for so long that this much waits is cut off; it comes again. */
const MOST_WAITING_BYTES = 1024 * 1024
/** What comes to runs within this time is told at once, in one event. */
const PASSINGS_GATHER_MS = 200

/** Everybody who listens on `GET /v1/stream` of this process. */
export class Streams {
  readonly #cloud: Cloud
  readonly #epoch: string
  readonly #log: FastifyBaseLogger
  readonly #subscribers = new Set<Subscriber>()
  readonly #heartbeat: NodeJS.Timeout
  /** By organisation, its runs that have new passings which weren't told yet. */
  readonly #fresh = new Map<string, Set<string>>()
  #gathering: NodeJS.Timeout | undefined

  constructor(cloud: Cloud, epoch: string, log: FastifyBaseLogger) {
    this.#cloud = cloud
    this.#epoch = epoch
    this.#log = log
    this.#heartbeat = setInterval(() => this.#inBackground(this.#beat()), cloud.config.heartbeatMs)
    this.#heartbeat.unref()
  }

  get size(): number {
    return this.#subscribers.size
  }

  /** Listens from now on, and is told where things stand. */
  async open(caller: Caller, response: ServerResponse): Promise<void> {
    const subscriber: Subscriber = { ...caller, response }
    this.#subscribers.add(subscriber)
    this.#endOldest(caller.signInId)
    response.once('close', () => this.#subscribers.delete(subscriber))
    await this.#pokeAll([subscriber])
    const telemetry = await readTelemetry(this.#cloud.db, caller.organisationId)
    send(subscriber, 'telemetry', telemetry)
  }

  /** Passes on what this or another process told. */
  hear(notice: Notice): void {
    switch (notice.told) {
      case 'feed':
        for (const subscriber of this.#subscribers) {
          const number = notice.numbers[subscriber.organisationId]
          if (number !== undefined) this.#poke(subscriber, number)
        }
        return
      case 'telemetry':
        this.#inBackground(this.#sendTelemetry(this.#byOrganisation(), [notice.boxId]))
        return
      case 'boxes-appeared':
        this.#inBackground(this.#sendTelemetry(this.#byOrganisation(notice.organisationId), notice.boxIds))
        return
      case 'passings':
        this.#gather(notice.organisationId, notice.sessionIds)
        return
      case 'signed-out':
        for (const subscriber of this.#subscribers) {
          if (notice.signInIds.includes(subscriber.signInId)) subscriber.response.end()
        }
    }
  }

  /** Ends the streams of sign-ins that have ended, and wakes the rest: after a gap, or a leap of the test clock. */
  async refresh(): Promise<void> {
    await this.#endSignedOut()
    await this.#pokeAll([...this.#subscribers])
  }

  /** As `refresh`, for those who can't wait for it. */
  refreshInBackground(): void {
    this.#inBackground(this.refresh())
  }

  close(): void {
    clearInterval(this.#heartbeat)
    clearTimeout(this.#gathering)
    for (const { response } of this.#subscribers) response.end()
  }

  async #beat(): Promise<void> {
    for (const { response } of this.#subscribers) response.write(':\n\n')
    await this.#endSignedOut()
  }

  async #endSignedOut(): Promise<void> {
    const ids = new Set([...this.#subscribers].map((subscriber) => subscriber.signInId))
    const live = await liveSignIns(this.#cloud.db, [...ids], oldestContact(this.#cloud))
    for (const { signInId, response } of this.#subscribers) if (!live.has(signInId) && ids.has(signInId)) response.end()
  }

  /** One sign-in can't take the places of others. */
  #endOldest(signInId: string): void {
    const own = [...this.#subscribers].filter((subscriber) => subscriber.signInId === signInId)
    const excess = own.length - this.#cloud.config.mostStreamsOfSignIn
    for (const { response } of own.slice(0, Math.max(0, excess))) response.end()
  }

  #poke(subscriber: Subscriber, number: number): void {
    send(subscriber, 'poke', { cursor: writeCursor({ epoch: this.#epoch, number }) })
  }

  async #pokeAll(subscribers: readonly Subscriber[]): Promise<void> {
    const byOrganisation = Map.groupBy(subscribers, (subscriber) => subscriber.organisationId)
    for (const [organisationId, own] of byOrganisation) {
      const { number } = await readPosition(this.#cloud.db, organisationId)
      for (const subscriber of own) this.#poke(subscriber, number)
    }
  }

  #gather(organisationId: string, sessionIds: readonly string[]): void {
    const fresh = this.#fresh.get(organisationId) ?? new Set()
    this.#fresh.set(organisationId, fresh)
    for (const id of sessionIds) fresh.add(id)
    this.#gathering ??= setTimeout(() => this.#tellPassings(), PASSINGS_GATHER_MS).unref()
  }

  #tellPassings(): void {
    this.#gathering = undefined
    const fresh = [...this.#fresh]
    this.#fresh.clear()
    for (const [organisationId, ids] of fresh) {
      const sessionIds = [...ids]
      const listeners = [...this.#subscribers].filter((subscriber) => subscriber.organisationId === organisationId)
      for (let start = 0; start < sessionIds.length; start += MOST_IDS) {
        const told = { sessionIds: sessionIds.slice(start, start + MOST_IDS) }
        for (const subscriber of listeners) send(subscriber, 'passings', told)
      }
    }
  }

  /** What the boxes last reported, to each as far as it may see it. */
  async #sendTelemetry(
    listeners: ReadonlyMap<OrganisationId, readonly Subscriber[]>,
    boxIds: readonly string[],
  ): Promise<void> {
    for (const [organisationId, own] of listeners) {
      const telemetry = await readTelemetry(this.#cloud.db, organisationId, boxIds)
      if (telemetry.length > 0) for (const subscriber of own) send(subscriber, 'telemetry', telemetry)
    }
  }

  /** Who listens now, of one organisation or of all. */
  #byOrganisation(only?: string): ReadonlyMap<OrganisationId, readonly Subscriber[]> {
    const subscribers = [...this.#subscribers].filter(
      ({ organisationId }) => (only ?? organisationId) === organisationId,
    )
    return Map.groupBy(subscribers, (subscriber) => subscriber.organisationId)
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error({ err: error }, 'a stream could not be served'))
  }
}

function send({ response }: Subscriber, event: string, data: unknown): void {
  if (response.writableEnded) return
  if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
  else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
