import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type changesSchema, MAX_COMMANDS_PER_CALL, type Outcome, type Telemetry } from '../../../shared/cloud-api.ts'
import type { SentCommand } from '../../../shared/command.ts'
import { acceptedDetailsSchema } from '../../../shared/commands/loans.ts'
import { mayBeKept } from '../../../shared/decide.ts'
import type { Card, RefusalCard } from '../../../shared/desktop-cards.ts'
import type { HistoryEntry } from '../../../shared/records/history-entry.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { commandIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import { boxNamedIn, refusalCard, withFallen } from '../cards.ts'
import type { Desk } from '../desk.ts'
import { isCodeNeeded, isTicketNeeded } from '../lending.ts'
import type { OutboxCommand } from '../store/outbox.ts'
import { addLeftOut, boxTakenBy, forgetSigned, isMoot, isOfLeftOut } from '../tickets/outcomes.ts'
import { addEndings } from './endings.ts'
import { type NumberedCommand, numberCommands } from './numbering.ts'
import type { OutcomeWatch } from './outcome-watch.ts'
import { keyOf, parseChange } from './replica.ts'

const DAY_MS = 86_400_000
/** Below the cloud's limit of 1 MiB a call, with room for the envelope. */
const BATCH_BYTES = 900_000
/** A code that the cloud doesn't know is tried again, at growing intervals, for a day. */
const UNKNOWN_RETRY_MIN_MS = 20_000
const UNKNOWN_RETRY_MAX_MS = 600_000
const KEEP_UNKNOWN_MS = DAY_MS
const KEEP_DONE_MS = 7 * DAY_MS

type Page = z.output<typeof changesSchema>

/**
 * The next commands to send, each with its `seq`, which is assigned durably just before the sending: here, where it wasn't at once.
 * `sent before`: only those that have one already, as a reply to them may have been lost.
 */
export function nextBatch(
  desk: Desk,
  which: 'sent before' | 'all' = 'all',
  most = MAX_COMMANDS_PER_CALL,
): readonly SentCommand[] {
  const now = desk.clock.now()
  const due = desk.outbox.filter(
    (command) => command.state === 'waiting' && (command.notBefore === undefined || command.notBefore <= now),
  )
  const numbered = due.filter((command) => command.seq !== undefined)
  const fresh = which === 'all' ? due.filter((command) => command.seq === undefined) : []
  const ordered = [...numbered.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)), ...fresh]
  let bytes = 0
  const batch = ordered.slice(0, most).filter((command, index) => {
    bytes += Buffer.byteLength(JSON.stringify([command.args, command.dependsOn])) + 400
    return index === 0 || bytes < BATCH_BYTES
  })
  const unnumbered = batch.filter((command) => command.seq === undefined)
  const sent = [...batch.filter(isNumbered), ...numberNow(desk, unnumbered)]
  return sent.map((command) => ({
    seq: command.seq,
    id: command.id,
    type: command.type,
    args: command.args,
    givenAt: command.givenAt,
    ...(command.dependsOn.length > 0 ? { dependsOn: [...command.dependsOn] } : {}),
    ...(command.carriedFrom === undefined ? {} : { carriedFrom: command.carriedFrom }),
  }))
}

function isNumbered(command: OutboxCommand): command is NumberedCommand {
  return command.seq !== undefined
}

function numberNow(desk: Desk, commands: readonly OutboxCommand[]): readonly NumberedCommand[] {
  if (commands.length === 0) return []
  const numbered = desk.store.transact(() => numberCommands(desk.store, commands))
  desk.rereadOutbox()
  return numbered
}

/** Takes in what the cloud decided. An accepted command stays on top until its changes have come. */
export function takeOutcomes(desk: Desk, outcomes: readonly Outcome[], watch: OutcomeWatch): void {
  if (outcomes.length === 0) return
  const commands = new Map(desk.outbox.map((command) => [command.id, command]))
  const now = desk.clock.now()
  const newCardIds = new Set<string>()
  const leftOut: Card[] = []
  desk.store.transact(() => {
    for (const outcome of outcomes) {
      const command = commands.get(outcome.id)
      if (command === undefined) continue
      if (outcome.status === 'accepted') {
        desk.store.outbox.accepted(command.id)
        leftOut.push(...addLeftOut(desk, command, outcome, now))
      } else if (isMoot(desk, command, outcome)) desk.store.outbox.remove(command.id)
      else if (isWorthKeeping(command, outcome, now)) keepTrying(desk, command, now)
      else if (takeRefusal(desk, command, outcome, now)) newCardIds.add(command.id)
    }
  })
  desk.refresh([])
  desk.announceCards()
  desk.announceNew(leftOut)
  for (const outcome of outcomes) {
    const awaited = watch.tell(outcome)
    const command = commands.get(outcome.id)
    if (awaited || command === undefined) continue
    if (newCardIds.has(outcome.id)) desk.announce({ push: 'alert', alert: { kind: 'card', cardId: outcome.id } })
    else if (outcome.status === 'accepted' && command.args['token'] !== undefined) {
      const { loanIds } = acceptedDetailsSchema.parse(outcome.details)
      desk.announce({ push: 'alert', alert: { kind: 'borrowed', loanIds } })
    }
  }
}

/** The cloud can't even read the command: a card says so, and those behind it go on under a new installation id. */
export function refuseUnreadable(desk: Desk, id: string): void {
  const command = desk.outbox.find((one) => one.id === id)
  if (command === undefined) return
  const outcome: Outcome = { seq: 1, id: command.id, status: 'refused', at: 0, code: 'COMMAND_INVALID' }
  desk.store.transact(() => {
    takeRefusal(desk, command, outcome, desk.clock.now())
    desk.store.startAnew(false)
  })
  desk.refresh([])
  desk.announceCards()
}

/** F3: one card a refusal; what depended on it is folded into its card. @returns whether there is a new card */
function takeRefusal(desk: Desk, command: OutboxCommand, outcome: Outcome, now: string): boolean {
  // L10: the run goes on as the cloud keeps it, and nothing of what is read meanwhile is anybody else's.
  if (mayBeKept(command) && outcome.code !== 'COMMAND_INVALID') desk.store.outbox.refused(command.id)
  else desk.store.outbox.remove(command.id)
  const root = cardThatTook(desk, command, outcome)
  const box = boxNamedIn(command.args, desk.records) ?? boxTakenBy(desk, command)
  forgetSigned(desk, command)
  if (root === undefined) return desk.store.cards.add(refusalCard(command, outcome, box, now))
  desk.store.cards.update(withFallen(root, command))
  return false
}

/** The card of the refusal that took `command` with it, directly or by way of others. */
function cardThatTook(desk: Desk, command: OutboxCommand, { code }: Outcome): RefusalCard | undefined {
  const open = desk.store.cards.readOpen().filter((card) => card.kind === 'refusal')
  if (code !== 'DEPENDS_ON_REFUSED') return open.find((card) => isOfLeftOut(card, command))
  return open.find((card) =>
    command.dependsOn.some((id) => card.id === id || card.fellWith.some((fallen) => fallen.id === id)),
  )
}

/** ux 7: a good code that the cloud doesn't know yet may still come to be known: its lender may be offline. */
function isWorthKeeping(command: OutboxCommand, outcome: Outcome, now: string): boolean {
  return outcome.code === 'TOKEN_UNKNOWN' && now < timePlus(command.firstGivenAt, KEEP_UNKNOWN_MS)
}

function keepTrying(desk: Desk, command: OutboxCommand, now: string): void {
  const ageMs = Date.parse(now) - Date.parse(command.firstGivenAt)
  const delayMs = Math.min(UNKNOWN_RETRY_MAX_MS, Math.max(UNKNOWN_RETRY_MIN_MS, ageMs / 4))
  desk.store.outbox.remove(command.id)
  desk.store.outbox.add({
    ...command,
    id: commandIdSchema.parse(randomUUID()),
    notBefore: timePlus(now, delayMs),
    waitingFor: 'token',
  })
}

/** Where the desk is in taking in the feed. A whole new state is staged, and counts only once it is complete. */
export interface Intake {
  /** Asks for what comes after this; undefined: for the whole state. */
  cursor: string | undefined
  /** What has come of a whole new state, as it goes into memory at the end; undefined: none is on its way. */
  staged: Change[] | undefined
}

/**
 * One transaction: the page, the cursor, and, with the last page, the end of the commands whose changes it brought.
 * @returns whether something was deleted, or a whole state written: then the file is to be wiped
 */
export function takePage(desk: Desk, intake: Intake, page: Page): boolean {
  const { store } = desk
  const now = desk.clock.now()
  const isNewEpoch = store.local.get('epoch') !== undefined && store.local.get('epoch') !== page.epoch
  const staged = page.reset ? [] : intake.staged
  const isStaging = staged !== undefined
  const known = knownIn(page, isStaging)
  const isFirst = store.local.get('lastSyncedAt') === undefined
  const transact = isStaging && !page.more ? store.transactLarge : store.transact
  const told = transact(() => {
    if (page.reset) store.records.clearIncoming()
    if (isStaging) store.records.stage(page.changes)
    else for (const change of page.changes) applyChange(store, change)
    const entries = isStaging ? newInState(desk, page, isFirst) : entriesIn(known)
    if (isStaging && !page.more) store.records.swapIncoming()
    if (!isStaging || !page.more) store.local.set('cursor', page.cursor)
    if (!page.more) {
      store.outbox.finishDecided(now)
      store.outbox.forgetDoneBefore(timePlus(now, -KEEP_DONE_MS))
      store.local.set('lastSyncedAt', now)
      store.local.set('epoch', page.epoch)
      store.local.set('clock', desk.clock.keep())
      // The cloud was restored: what it may have lost is given again, by a new installation (sync.md).
      if (isNewEpoch) store.startAnew(true)
    }
    return addEndings(desk, entries)
  })
  intake.cursor = page.cursor
  for (const change of known) staged?.push(change)
  intake.staged = page.more ? staged : undefined
  if (!isStaging) confirm(desk, known)
  else if (!page.more) desk.reload(staged)
  desk.announceNew(told.added)
  if (told.extended) desk.announceCards()
  return isStaging ? !page.more : page.changes.some(({ body }) => body === null)
}

function applyChange({ records, local }: Desk['store'], { kind, id, body }: Page['changes'][number]): void {
  records.apply({ kind, id, body: body && JSON.stringify(body) })
  if (kind === 'box' && body === null) local.forgetTelemetry(id)
}

/** The changes that this program can read; of a whole new state without the history, which isn't kept in memory. */
function knownIn(page: Page, isStaging: boolean): readonly Change[] {
  const wanted = isStaging ? page.changes.filter(({ kind }) => kind !== 'historyEntry') : page.changes
  return wanted.flatMap(({ kind, id, body }) => parseChange(kind, id, body) ?? [])
}

function entriesIn(changes: readonly Change[]): readonly HistoryEntry[] {
  return changes.flatMap((change) => (change.kind === 'historyEntry' ? (change.body ?? []) : []))
}

/** What a whole new state tells that wasn't known here, once it is complete. In the very first all is of old. */
function newInState({ store }: Desk, page: Page, isFirst: boolean): readonly HistoryEntry[] {
  return isFirst || page.more ? [] : store.records.incomingHistory()
}

/** Puts an ordinary page into memory, after it is in the file. */
function confirm(desk: Desk, changes: readonly Change[]): void {
  for (const change of changes) if (change.kind !== 'historyEntry') desk.replica.confirm(change)
  const keys = changes.map(({ kind, id }) => keyOf(kind, id))
  if (keys.length > 0 || desk.outbox.some((command) => command.state !== 'waiting')) desk.refresh(keys)
  desk.announceHistory(entriesIn(changes))
  desk.store.transact(() => {
    desk.store.local.keepCodes((loanId) => isCodeNeeded(desk, loanId))
    desk.store.tickets.keepTickets((loanId) => isTicketNeeded(desk, loanId))
  })
}

/** Keeps the latest of each box, and now and then one for its last day. It may come before the box itself does, on the stream's opening. */
export function takeTelemetry(desk: Desk, latest: readonly Telemetry[]): void {
  if (latest.length === 0) return
  desk.store.transact(() => {
    for (const telemetry of latest) {
      desk.store.local.putTelemetry(telemetry)
      desk.store.telemetryHistory.add(telemetry)
    }
  })
  desk.announce({ push: 'telemetry', telemetry: [...latest] })
}
