import type { Actor } from '../../shared/actor.ts'
import { acceptedDetailsSchema } from '../../shared/commands/loans.ts'
import type { Push } from '../../shared/desktop-api.ts'
import type { Card } from '../../shared/desktop-cards.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import type { Change } from '../../shared/records/kinds.ts'
import type { Partner } from '../../shared/records/organisation.ts'
import { type CommandId, timePlus } from '../../shared/records/scalars.ts'
import { nextMomentOf, warningsDue } from '../../shared/rules/warnings.ts'
import type { Records } from '../../shared/state.ts'
import { type CommandToGive, type GivenHere, newCommand, planAct } from './act.ts'
import { endingCard } from './cards.ts'
import { hasRecorded } from './passings/has-recorded.ts'
import { RECORDS_A_PUSH, replicaPush } from './replica-push.ts'
import { pendingShown } from './shown-command.ts'
import type { MemberStore } from './store/member-store.ts'
import type { OutboxCommand } from './store/outbox.ts'
import { numberCommands } from './sync/numbering.ts'
import { keyOf, type Replica, readChanges, type Shown } from './sync/replica.ts'
import type { TrustedClock } from './sync/trusted-clock.ts'

const DAY_MS = 86_400_000

export interface DeskParts {
  readonly store: MemberStore
  readonly replica: Replica
  readonly clock: TrustedClock
  readonly actor: () => Actor
  readonly isOnline: () => boolean
  /** What is given now is sent now: the cloud answered last time, and nothing is on the way. */
  readonly sendsAtOnce: () => boolean
  readonly hasWindow: () => boolean
  readonly announce: (push: Push) => void
  /** There is something new to send. */
  readonly wakeSync: () => void
  /** The records may be others than before. */
  readonly recordsChanged: () => void
}

/**
 * One member's work on this laptop: takes commands, keeps them durably, and shows their effect at once. Every method
 * writes one transaction first and changes memory after it.
 */
export class Desk {
  readonly store: MemberStore
  readonly clock: TrustedClock
  readonly announce: (push: Push) => void
  readonly #parts: DeskParts
  #outbox: readonly OutboxCommand[]
  /** When time alone changes something next: a loan's end, or a warning of it. */
  #nextMoment = ''
  #latestNow = ''

  constructor(parts: DeskParts) {
    this.#parts = parts
    this.store = parts.store
    this.clock = parts.clock
    this.announce = parts.announce
    parts.store.transact(() => parts.store.local.forgetStrayTelemetry())
    for (const partner of parts.store.tickets.met()) parts.replica.meet(partner)
    parts.replica.load(readChanges(parts.store.records.readAll()))
    this.#outbox = parts.store.outbox.read()
    parts.replica.recompute(this.#outbox, parts.clock.now(), [])
  }

  /** To be called every second: ends what is over, warns of what is ending, and takes back what a wrong clock said. */
  tick(): void {
    const now = this.clock.now()
    if (now < this.#latestNow) this.#takeBack(now)
    else if (now >= this.#nextMoment) this.refresh([])
    this.#latestNow = now
  }

  /** Writes the clock: also the proof that the disk takes something. */
  keepClock = (): void => this.store.transact(() => this.store.local.set('clock', this.clock.keep()))

  /** Tells what nobody heard yet. */
  windowOpened(): void {
    this.#nextMoment = ''
  }

  get records(): Records {
    return this.#parts.replica.records
  }

  get replica(): Replica {
    return this.#parts.replica
  }

  get actor(): Actor {
    return this.#parts.actor()
  }

  /** Waiting and accepted commands, in the order in which they were given. */
  get outbox(): readonly OutboxCommand[] {
    return this.#outbox
  }

  /**
   * F2: decides the commands of one act, saves all of them or none, and shows what they change.
   * @param alongside what is saved in the same transaction
   */
  give(
    commands: readonly CommandToGive[],
    alongside: (saved: readonly OutboxCommand[]) => void = () => undefined,
  ): readonly GivenHere[] {
    // What has ended meanwhile ends by itself, not by this.
    this.tick()
    const now = this.clock.now()
    const given = commands.map((command) => newCommand(command, now, !this.#parts.isOnline()))
    const { saved, results } = planAct(this.replica, given, now)
    if (results.some(({ status }) => status === 'refused')) return results
    // One commit less on the way to the cloud, where nothing else keeps it from going out now.
    const goesOutNow = this.#parts.sendsAtOnce() && this.#outbox.every(({ state }) => state !== 'waiting')
    const kept = this.store.transact(() => {
      for (const command of saved) this.store.outbox.add(command)
      this.#noteTaken(saved, results)
      this.store.local.set('clock', this.clock.keep())
      alongside(saved)
      return goesOutNow ? numberCommands(this.store, saved) : saved
    })
    const shown = saved.flatMap((command) => this.replica.add(command, now).shown)
    this.#outbox = [...this.#outbox, ...kept]
    this.#announceShown(shown)
    this.announcePending()
    this.#planNextMoment()
    this.#parts.wakeSync()
    this.#parts.recordsChanged()
    return results
  }

  /**
   * Puts commands that a colleague gave behind those that wait here, as they are (F8).
   * @param alongside what is saved in the same transaction
   */
  takeOver(commands: readonly OutboxCommand[], alongside: () => void): void {
    this.store.transact(() => {
      for (const command of commands) this.store.outbox.add(command)
      alongside()
    })
    this.refresh([])
    this.#parts.wakeSync()
  }

  /** Takes back a command that was never sent, with those that depend on it. @returns what went; nothing if it can't */
  discard(id: CommandId): readonly CommandId[] {
    const gone = new Set<CommandId>()
    for (const command of this.#outbox) {
      if (command.id === id || command.dependsOn.some((other) => gone.has(other))) gone.add(command.id)
    }
    const rows = this.#outbox.filter((command) => gone.has(command.id))
    if (rows.some((command) => command.wasSent || hasRecorded(this.store, command))) return []
    this.store.transact(() => {
      for (const { id } of rows) {
        this.store.outbox.remove(id)
        this.store.tickets.untake(this.store.tickets.takenBy(id))
      }
    })
    this.refresh([])
    return [...gone]
  }

  /** Keeps a partner whose card was scanned, and shows it where nothing else is known of it. */
  meet(partner: Partner): void {
    this.store.transact(() => this.store.tickets.meet(partner))
    this.replica.meet(partner)
    this.refresh([keyOf('partner', partner.id)])
  }

  /**
   * Reads the outbox anew, computes the top anew, and tells the windows what looks different.
   * @param confirmedKeys the records that were confirmed since (`keyOf`)
   */
  refresh(confirmedKeys: Iterable<string>): void {
    const now = this.clock.now()
    this.#outbox = this.store.outbox.read()
    this.#announceShown(this.replica.recompute(this.#outbox, now, confirmedKeys))
    this.announcePending()
    this.#noticeEndings()
    this.#warn(now)
    this.#planNextMoment()
    this.#parts.recordsChanged()
  }

  rereadOutbox(): void {
    this.#outbox = this.store.outbox.read()
    this.announcePending()
  }

  /** The history of these boxes has more to tell. */
  announceHistory(entries: readonly HistoryEntry[]): void {
    const historyOf = [...new Set(entries.map((entry) => entry.boxId))]
    if (historyOf.length > 0) this.announce({ push: 'replica', reset: false, changes: [], historyOf })
  }

  /** Everything was replaced by `changes`: windows begin anew. */
  reload(changes: readonly Change[]): void {
    this.replica.load(changes)
    this.#outbox = this.store.outbox.read()
    this.replica.recompute(this.#outbox, this.clock.now(), [])
    for (const push of this.snapshot()) this.announce(push)
    this.#noticeEndings()
    this.#planNextMoment()
    this.#parts.recordsChanged()
  }

  /** What a window needs to begin with. */
  *snapshot(): Iterable<Push> {
    let chunk: Shown[] = []
    let reset = true
    for (const shown of this.replica.everything()) {
      chunk.push(shown)
      if (chunk.length < RECORDS_A_PUSH) continue
      yield replicaPush(reset, chunk)
      chunk = []
      reset = false
    }
    yield replicaPush(reset, chunk)
    yield this.#pendingPush()
    yield this.#openCards()
    yield { push: 'telemetry', telemetry: [...this.store.local.telemetry()] }
  }

  announcePending(): void {
    this.announce(this.#pendingPush())
  }

  announceCards(): void {
    this.announce(this.#openCards())
  }

  /** The loans that a ticket gave, in the ledger together with its command: what is taken twice is known as ours. */
  #noteTaken(saved: readonly OutboxCommand[], results: readonly GivenHere[]): void {
    for (const [index, { id, args, givenAt }] of saved.entries()) {
      const given = results[index]
      if (args['ticket'] === undefined || given === undefined || !('details' in given)) continue
      this.store.tickets.take(acceptedDetailsSchema.parse(given.details).loanIds, id, givenAt)
    }
  }

  #announceShown(shown: readonly Shown[]): void {
    if (shown.length > 0) this.announce(replicaPush(false, shown))
  }

  #pendingPush(): Push {
    const waiting = this.#outbox.filter((command) => command.state === 'waiting')
    return { push: 'pending', pending: waiting.map(pendingShown) }
  }

  #openCards(): Push {
    return { push: 'cards', cards: [...this.store.cards.readOpen()] }
  }

  /** ux 12: what a loan's end took away is said once, also when this laptop noticed it by itself. */
  #noticeEndings(): void {
    const endings = this.replica
      .unconfirmedHistory()
      .flatMap(({ entry, pending }) => (pending ? [] : (endingCard(entry, this.records, this.actor) ?? [])))
    if (endings.length === 0) return
    const added = this.store.transact(() => endings.filter((ending) => this.store.cards.add(ending)))
    this.announceNew(added.map(({ card }) => card))
  }

  announceNew(cards: readonly Card[]): void {
    if (cards.length === 0) return
    this.announceCards()
    for (const { id } of cards) this.announce({ push: 'alert', alert: { kind: 'card', cardId: id } })
  }

  #planNextMoment(): void {
    const now = this.clock.now()
    this.#nextMoment = nextMomentOf(this.records, now) ?? timePlus(now, DAY_MS)
  }

  /** F6: the cloud lowered the time. What lies ahead again hasn't happened, and nobody was told of it. */
  #takeBack(now: string): void {
    this.store.transact(() => {
      this.store.cards.withdrawExpiriesAfter(now)
      this.store.local.forgetToldAfter(now)
    })
    this.refresh([])
    this.announceCards()
  }

  /** L14, once there is a window to tell. */
  #warn(now: string): void {
    if (!this.#parts.hasWindow()) return
    for (const warning of warningsDue(this.records, this.actor.organisationId, now)) {
      if (!this.store.local.tell(warning.key, now)) continue
      this.announce({
        push: 'alert',
        alert: { kind: 'loan-ending', loanId: warning.loan.id, level: warning.level },
      })
    }
  }
}
