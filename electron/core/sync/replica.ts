import type { Actor } from '../../../shared/actor.ts'
import type { SignedCheck } from '../../../shared/commands/define.ts'
import { type Decision, decide, keptThoughRefused } from '../../../shared/decide.ts'
import type { HistoryEntry } from '../../../shared/records/history-entry.ts'
import { type Change, isKind, type Kind, recordSchemas } from '../../../shared/records/kinds.ts'
import type { Partner } from '../../../shared/records/organisation.ts'
import type { BoxId, CommandId } from '../../../shared/records/scalars.ts'
import { liveLoanOf, settleDue } from '../../../shared/rules/loans.ts'
import { Draft, MemoryRecords, type Records } from '../../../shared/state.ts'
import { readRecord } from '../read-record.ts'
import type { OutboxCommand } from '../store/outbox.ts'
import type { StoredRecord } from '../store/records.ts'
import { layOn, visibleChanges } from './visible-changes.ts'

/** A record as the screen shows it; `body` null: gone. */
export interface Shown {
  readonly change: Change
  /** It shows what the cloud hasn't confirmed (F2). */
  readonly pending: boolean
}

/** What decides commands given here; `isNew`: a person gives it just now. */
export type Decider = (command: OutboxCommand, records: Records, now: string, isNew: boolean) => Decision

/** Decides as the member `actor()`, with the time at which the command was given. */
export function deciderFor(
  actor: () => Actor,
  sha256Hex: (text: string) => string,
  signed: (at: string, isNew: boolean) => SignedCheck,
): Decider {
  return (command, records, now, isNew) => {
    const circumstances = {
      ...{ at: timeOf(command, now), now: timeOf(command, now), offline: command.offline, partial: true, sha256Hex },
      signed: signed(timeOf(command, now), isNew),
    }
    if (command.state !== 'refused') return decide(records, actor(), command, circumstances)
    return { kind: 'accepted', changes: keptThoughRefused(records, actor(), command, circumstances) }
  }
}

/**
 * What the screen shows: confirmed records with the pending commands decided on top, and loans that are over ended.
 * The top is computed anew whenever something below it changed; nothing is rolled back by hand.
 */
export class Replica {
  readonly #decide: Decider
  readonly #viewer: () => Pick<Actor, 'organisationId'>
  #confirmed = new MemoryRecords()
  #top = new Draft(this.#confirmed)
  #pending = new Map<string, Change>()
  #settled = new Map<string, Change>()
  #createdBy = new Map<string, CommandId>()
  readonly #met = new Map<string, Partner>()

  constructor(decider: Decider, viewer: () => Pick<Actor, 'organisationId'>) {
    this.#decide = decider
    this.#viewer = viewer
  }

  get records(): Records {
    return this.#top
  }

  /** History written by pending commands and by loans that ended by the clock, which the file doesn't have yet. */
  unconfirmedHistory(): readonly { readonly entry: HistoryEntry; readonly pending: boolean }[] {
    return [...this.#pending, ...this.#settled].flatMap(([key, change]) =>
      change.kind === 'historyEntry' && change.body ? [{ entry: change.body, pending: this.#pending.has(key) }] : [],
    )
  }

  /** Replaces everything confirmed. The top isn't right again before `recompute`. */
  load(changes: Iterable<Change>): void {
    this.#confirmed = new MemoryRecords()
    for (const change of changes) this.#confirmed.apply(change)
    for (const id of this.#met.keys()) this.#showMet(id)
    this.#top = new Draft(this.#confirmed)
  }

  /** Puts one confirmed change in. The top isn't right again before `recompute`. */
  confirm(change: Change): void {
    this.#confirmed.apply(change)
    if (change.kind === 'partner') this.#showMet(change.id)
  }

  /** Whether it shows what the cloud hasn't confirmed. */
  isUnconfirmed = (kind: Kind, id: string): boolean => this.#pending.has(keyOf(kind, id))

  /** The pending command now shown that created the record, or that made the box ours to use for now. */
  creatorOf(recordId: string): CommandId | undefined {
    const created = this.#createdBy.get(recordId)
    if (created !== undefined) return created
    const loan = liveLoanOf(this.#top, recordId as BoxId)
    return loan?.recipientId === this.#viewer().organisationId ? this.#createdBy.get(loan.id) : undefined
  }

  /** Shows a partner that is known by its card alone, where the feed has none. */
  meet(partner: Partner): void {
    const isUnknown = this.#confirmed.get('partner', partner.id) === this.#met.get(partner.id)
    this.#met.set(partner.id, partner)
    if (isUnknown) this.#confirmed.apply({ kind: 'partner', id: partner.id, body: partner })
  }

  /** Whether no more is known of the partner than its card. */
  isOnlyMet(partnerId: string): boolean {
    const known = this.#top.get('partner', partnerId)
    return known !== undefined && known === this.#met.get(partnerId)
  }

  /** Decides one more command on top. @returns the decision and what it changes on the screen */
  add(command: OutboxCommand, now: string): { readonly decision: Decision; readonly shown: readonly Shown[] } {
    const decision = this.#decide(command, this.#top, now, false)
    if (decision.kind !== 'accepted') return { decision, shown: [] }
    const touched = this.#lay(decision.changes, command.id)
    this.#settle(now)
    return { decision, shown: touched.map((key) => this.#show(key)) }
  }

  /** What `add` would say, without doing it. */
  wouldDecide(commands: readonly OutboxCommand[], now: string): readonly Decision[] {
    const decideNext = this.trial(now, true)
    return commands.map((command) => decideNext(command))
  }

  /** Decides commands, each on top of those before it, without doing them; `isNew`: a person gives them just now. */
  trial(now: string, isNew: boolean): (command: OutboxCommand) => Decision {
    const draft = new Draft(this.#top)
    return (command) => {
      const decision = this.#decide(command, draft, now, isNew)
      if (decision.kind === 'accepted') this.#layVisible(draft, decision.changes)
      return decision
    }
  }

  /**
   * Computes the top anew.
   * @param confirmedKeys what was confirmed since, as `keyOf`
   * @returns what may look different now
   */
  recompute(pending: readonly OutboxCommand[], now: string, confirmedKeys: Iterable<string>): readonly Shown[] {
    const before = new Map([...this.#pending, ...this.#settled])
    this.#top = new Draft(this.#confirmed)
    this.#pending = new Map()
    this.#settled = new Map()
    this.#createdBy = new Map()
    for (const command of pending) {
      this.#settle(timeOf(command, now))
      const decision = this.#decide(command, this.#top, now, false)
      if (decision.kind === 'accepted') this.#lay(decision.changes, command.id)
    }
    this.#settle(now)
    const keys = new Set([...before.keys(), ...this.#pending.keys(), ...this.#settled.keys(), ...confirmedKeys])
    return [...keys].map((key) => this.#show(key))
  }

  /** Everything, for a window that has just opened. */
  *everything(): Iterable<Shown> {
    for (const kind of Object.keys(recordSchemas)) {
      if (!isKind(kind) || kind === 'historyEntry') continue
      for (const record of this.#top.all(kind)) {
        const change = { kind, id: record.id, body: record } as Change
        yield { change, pending: this.#pending.size > 0 && this.#pending.has(keyOf(kind, record.id)) }
      }
    }
  }

  #showMet(id: string): void {
    const met = this.#met.get(id)
    if (met === undefined || this.#confirmed.get('partner', id) !== undefined) return
    this.#confirmed.apply({ kind: 'partner', id, body: met })
  }

  #settle(now: string): void {
    const draft = new Draft(this.#top)
    settleDue(draft, now)
    for (const change of this.#layVisible(this.#top, draft.changes())) {
      this.#settled.set(keyOf(change.kind, change.id), change)
    }
  }

  #lay(changes: readonly Change[], by: CommandId): readonly string[] {
    for (const change of changes) if (createsRecord(this.#top, change)) this.#createdBy.set(change.id, by)
    return this.#layVisible(this.#top, changes).map((change) => {
      const key = keyOf(change.kind, change.id)
      this.#pending.set(key, change)
      return key
    })
  }

  /** Lays the changes on as far as this organisation may see them (O7). @returns what was laid */
  #layVisible(draft: Draft, changes: readonly Change[]): readonly Change[] {
    if (changes.length === 0) return []
    const visible = visibleChanges(draft, changes, this.#viewer().organisationId)
    for (const change of visible) layOn(draft, change)
    return visible
  }

  #show(key: string): Shown {
    const { kind, id } = splitKey(key)
    const body = this.#top.get(kind, id) ?? null
    return { change: { kind, id, body } as Change, pending: this.#pending.has(key) }
  }
}

/** A new record, which later commands can name. Some have another record's id, and nobody names a history entry. */
export function createsRecord(records: Records, { kind, id, body }: Change): boolean {
  if (body === null || kind === 'assignment' || kind === 'groupShare' || kind === 'historyEntry') return false
  return records.get(kind, id) === undefined
}

/** When the command was given; a clock that ran ahead then doesn't let it be in the future now (F6). */
function timeOf(command: OutboxCommand, now: string): string {
  return command.givenAt < now ? command.givenAt : now
}

export function keyOf(kind: Kind, id: string): string {
  return `${kind} ${id}`
}

/** A change of the feed, where this program knows its kind and can read it; others stay in the file for a later one. */
export function parseChange(kind: string, id: string, body: unknown): Change | undefined {
  if (!isKind(kind)) return undefined
  if (body === null) return { kind, id, body } as Change
  const record = readRecord(kind, body)
  return record && ({ kind, id, body: record } as Change)
}

/** What lies in the file, as far as this program can read it. */
export function* readChanges(records: Iterable<StoredRecord>): Iterable<Change> {
  for (const { kind, id, body } of records) {
    const change = parseChange(kind, id, JSON.parse(body))
    if (change) yield change
  }
}

function splitKey(key: string): { readonly kind: Kind; readonly id: string } {
  const kind = key.slice(0, key.indexOf(' '))
  if (!isKind(kind)) throw new Error(`not a key: ${kind}`)
  return { kind, id: key.slice(kind.length + 1) }
}
