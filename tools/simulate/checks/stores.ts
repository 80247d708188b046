import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { readCursor } from '../../../cloud/cursor.ts'
import type { Laptop } from '../laptop.ts'
import { writesTo } from '../stand-ins/sqlite.ts'
import { must } from './invariants.ts'
import type { FeedRow, Truth } from './truth.ts'

/** What one member's file on one laptop holds, read without any of the core's own code. */
export interface Store {
  /** Of this very file: another one in its place has another. */
  readonly key: string
  readonly laptop: string
  readonly memberId: string
  readonly organisationId: string | undefined
  readonly epoch: string | undefined
  /** Up to which of the organisation's numbers it has taken in; undefined: it never has. */
  readonly number: number | undefined
  /** By kind and id, as `kind id`. */
  readonly confirmed: ReadonlyMap<string, unknown>
  readonly outbox: readonly OutboxRow[]
  /** The texts of all cards, also of those that were dealt with. */
  readonly cards: string
  /** What this laptop recorded. */
  readonly passings: readonly { readonly identity: string; readonly inCloud: number }[]
}

export interface OutboxRow {
  readonly id: string
  readonly type: string
  readonly state: string
  /** Not tried again before. */
  readonly notBefore: string | null
}

const localSchema = z.array(z.object({ name: z.string(), value: z.string() }))
const identitySchema = z.object({ organisation: z.object({ id: z.string() }) })
const recordsSchema = z.array(z.object({ kind: z.string(), id: z.string(), body: z.string() }))
const outboxSchema = z.array(
  z.object({ id: z.string(), type: z.string(), state: z.string(), notBefore: z.string().nullable() }),
)
const cardsSchema = z.array(z.object({ id: z.string(), body: z.string() }))
const passingsSchema = z.array(z.object({ identity: z.string(), inCloud: z.int() }))

/** The stores in the laptops' folders, whether their cores run or not; where nothing was written since, as they were read. */
export class Stores {
  /** By path. */
  readonly #read = new Map<string, { readonly version: string; readonly store: Store }>()

  of(laptops: readonly Laptop[]): readonly Store[] {
    return laptops.flatMap(({ name, folder }) => {
      const members = join(folder, 'members')
      const files = existsSync(members) ? readdirSync(members) : []
      return files.flatMap((file) => (file.endsWith('.db') ? [this.#of(name, join(members, file))] : []))
    })
  }

  #of(laptop: string, path: string): Store {
    const { ino, birthtimeMs } = statSync(path)
    const key = `${path} ${ino} ${birthtimeMs}`
    const version = `${key} ${writesTo(path)}`
    const known = this.#read.get(path)
    if (known?.version === version) return known.store
    const store = { key, laptop, memberId: basename(path, '.db'), ...readStore(path) }
    this.#read.set(path, { version, store })
    return store
  }
}

function readStore(path: string): Omit<Store, 'key' | 'laptop' | 'memberId'> {
  const database = new Database(path, { readonly: true })
  try {
    const isWhole = hasTables(database)
    const rows = <Schema extends z.ZodType>(schema: Schema, text: string) =>
      schema.parse(isWhole ? database.prepare(text).all() : [])
    const local = new Map(
      rows(localSchema, 'SELECT key AS name, value FROM meta').map(({ name, value }) => [name, value]),
    )
    const cursor = readCursor(local.get('cursor') ?? '')
    const identity = identitySchema.safeParse(JSON.parse(local.get('identity') ?? 'null')).data
    const records = rows(recordsSchema, 'SELECT kind, id, body FROM record WHERE body IS NOT NULL')
    const history = rows(recordsSchema, "SELECT 'historyEntry' AS kind, id, body FROM history")
    return {
      organisationId: identity?.organisation.id,
      epoch: cursor?.epoch,
      number: cursor?.number,
      confirmed: new Map([...records, ...history].map(({ kind, id, body }) => [`${kind} ${id}`, JSON.parse(body)])),
      outbox: rows(outboxSchema, 'SELECT id, type, state, not_before AS notBefore FROM outbox'),
      cards: JSON.stringify(rows(cardsSchema, 'SELECT id, body FROM card')),
      passings: rows(
        passingsSchema,
        "SELECT box_id || ' ' || number || ' ' || chip AS identity, in_cloud AS inCloud FROM passing WHERE via = 'box'",
      ),
    }
  } finally {
    database.close()
  }
}

/** It may have been killed before all migrations were through. */
function hasTables(database: Database.Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'passing'").get() !== undefined
}

/** Exactly what the feed said up to the store's cursor: nothing more, nothing less, nothing of what ended. */
export function checkConfirmed(store: Store, truth: Truth): void {
  const { organisationId, number } = store
  if (organisationId === undefined || number === undefined || store.epoch !== truth.epoch) return
  // What went that long ago is forgotten; the store begins anew at its next contact.
  if (number < (truth.purgedTo.get(organisationId) ?? 0)) return
  const feed = new Map<string, FeedRow>()
  for (const row of truth.feed) if (row.organisationId === organisationId) feed.set(`${row.kind} ${row.id}`, row)
  const who = `${store.laptop}, ${store.memberId}, at ${number}`
  for (const [key, row] of feed) {
    if (row.seq > number) continue
    const expected: unknown = row.body === null ? undefined : JSON.parse(row.body)
    const held = store.confirmed.get(key)
    must(isDeepStrictEqual(held, expected), 'confirmed', () =>
      [`${who} holds of ${key}:`, JSON.stringify(held), `and was told by ${row.seq}:`, row.body ?? 'nothing'].join(
        '\n',
      ),
    )
  }
  for (const key of store.confirmed.keys()) must(feed.has(key), 'confirmed', () => `${who} holds ${key}, unheard of`)
}

/** When faults have stopped: nothing waits that could be sent, and all has come, which goes on for who is `atWork` alone. */
export function checkDrained(store: Store, truth: Truth, atWork: string | undefined): void {
  // The core was killed while somebody signed in for the first time.
  if (store.number === undefined && store.outbox.length === 0) return
  const who = `${store.laptop}, ${store.memberId}`
  // A code that the cloud doesn't know is tried again and again, for a day.
  const stuck = store.outbox.find(({ state, notBefore }) => state !== 'done' && notBefore === null)
  must(stuck === undefined, 'converged', () => `${who}: ${JSON.stringify(stuck)} is still there`)
  const number = truth.numbers.get(store.organisationId ?? '')
  const isThere = store.memberId !== atWork || (store.number === number && store.epoch === truth.epoch)
  must(isThere, 'converged', () => `${who} is at ${store.number} of ${number}`)
}
