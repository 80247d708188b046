import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { type BoxTables, boxTables } from './boxes.ts'
import { type CardTable, cardTable } from './cards.ts'
import { type LocalTables, localTables } from './local.ts'
import { MIGRATIONS } from './migrations.ts'
import { COPY_SUFFIX, openDatabase } from './open.ts'
import { type OutboxTable, outboxTable } from './outbox.ts'
import { type PassingTables, passingTables } from './passings.ts'
import { type AsideTables, asideTables } from './passings-aside.ts'
import { type ExchangeTables, exchangeTables } from './passings-exchange.ts'
import { type RaceDayTables, raceDayTables } from './race-day.ts'
import { type RecordTables, recordTables } from './records.ts'
import { deleteAside, finishSwap } from './rescued-file.ts'
import { type ScoringTables, scoringTables } from './scoring.ts'
import { type StartListTables, startListTables } from './start-list.ts'
import { type TelemetryHistory, telemetryHistory } from './telemetry-history.ts'
import { type TicketTables, ticketTables } from './tickets.ts'

const LARGE_CACHE_KIB = 65_536

/** All that is kept for one member on this computer, in one SQLite file. Everything is synchronous and durable. */
export interface MemberStore {
  readonly records: RecordTables
  readonly outbox: OutboxTable
  readonly cards: CardTable
  readonly local: LocalTables
  readonly tickets: TicketTables
  readonly scoring: ScoringTables
  readonly startList: StartListTables
  readonly telemetryHistory: TelemetryHistory
  readonly passings: PassingTables
  readonly aside: AsideTables
  readonly exchange: ExchangeTables
  readonly boxes: BoxTables
  readonly raceDay: RaceDayTables
  /** Takes a new installation id, under which nothing has been sent. `again`: what was done is given once more, too. */
  startAnew(again: boolean): void
  /** Runs `work` as one transaction: all of it is saved, or nothing. */
  transact<Result>(work: () => Result): Result
  /** As `transact`, for much at once: with more memory, and written back from the log only later, as by `wipeDeleted`. */
  transactLarge<Result>(work: () => Result): Result
  /** Takes what was deleted off the disk now: the log and the pages that it hasn't written back still hold it. */
  wipeDeleted(): void
  close(): void
}

/** With all that SQLite, a migration and a rescue may have left beside it. */
export function deleteMemberStore(path: string): void {
  for (const suffix of ['-wal', '-shm', '-journal', COPY_SUFFIX, '']) rmSync(path + suffix, { force: true })
  deleteAside(path)
}

/** @throws StoreRefused, StoreDamaged */
export function openMemberStore(path: string): MemberStore {
  finishSwap(path)
  const database: Database.Database = openDatabase(path, MIGRATIONS)
  const outbox = outboxTable(database)
  const local = localTables(database)
  const wipeDeleted = () => void database.pragma('wal_checkpoint(TRUNCATE)')
  return {
    records: recordTables(database),
    outbox,
    cards: cardTable(database),
    local,
    tickets: ticketTables(database),
    scoring: scoringTables(database),
    startList: startListTables(database),
    telemetryHistory: telemetryHistory(database),
    passings: passingTables(database),
    aside: asideTables(database),
    exchange: exchangeTables(database),
    boxes: boxTables(database),
    raceDay: raceDayTables(database),
    startAnew(again) {
      outbox.startAnew(again)
      local.set('replaces', local.get('installationId'))
      local.set('installationId', randomUUID())
      local.set('enrolledAs', undefined)
      local.set('lastSeq', '0')
    },
    transact: (work) => database.transaction(work).immediate(),
    transactLarge(work) {
      const cacheSize = database.pragma('cache_size', { simple: true })
      const autocheckpoint = database.pragma('wal_autocheckpoint', { simple: true })
      database.pragma(`cache_size = -${LARGE_CACHE_KIB}`)
      database.pragma('wal_autocheckpoint = 0')
      try {
        return database.transaction(work).immediate()
      } finally {
        database.pragma(`cache_size = ${cacheSize}`)
        database.pragma(`wal_autocheckpoint = ${autocheckpoint}`)
      }
    },
    wipeDeleted,
    close: () => {
      try {
        wipeDeleted()
      } finally {
        database.close()
      }
    },
  }
}
