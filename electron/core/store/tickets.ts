import type Database from 'better-sqlite3'
import { type Partner, partnerSchema } from '../../../shared/records/organisation.ts'
import { type CommandId, type LoanId, loanIdSchema } from '../../../shared/records/scalars.ts'

export type TicketTables = ReturnType<typeof ticketTables>

/** What was signed here, taken here by ticket, and whom this laptop met by card. */
export function ticketTables(database: Database.Database) {
  const add = database.prepare('INSERT OR REPLACE INTO ticket (loan_id, text) VALUES (?, ?)')
  const text = database.prepare<[string], string>('SELECT text FROM ticket WHERE loan_id = ?').pluck()
  const ids = database.prepare<[], string>('SELECT loan_id FROM ticket').pluck()
  const remove = database.prepare('DELETE FROM ticket WHERE loan_id = ?')
  const take = database.prepare('INSERT OR IGNORE INTO taken_loan (loan_id, command_id, at) VALUES (?, ?, ?)')
  const takenAt = database.prepare<[string], string>('SELECT at FROM taken_loan WHERE loan_id = ?').pluck()
  const takenBy = database.prepare<[string], string>('SELECT loan_id FROM taken_loan WHERE command_id = ?').pluck()
  const untake = database.prepare('DELETE FROM taken_loan WHERE loan_id = ?')
  const meet = database.prepare('INSERT OR REPLACE INTO met_partner (id, body) VALUES (?, ?)')
  const met = database.prepare<[], string>('SELECT body FROM met_partner').pluck()

  return {
    addTicket(loanId: string, ticket: string): void {
      add.run(loanId, ticket)
    },

    ticketOf(loanId: string): string | undefined {
      return text.get(loanId)
    },

    forgetTicket(loanId: string): void {
      remove.run(loanId)
    },

    /** Forgets the tickets of loans for which `isNeeded` says no. */
    keepTickets(isNeeded: (loanId: string) => boolean): void {
      for (const loanId of ids.all()) if (!isNeeded(loanId)) remove.run(loanId)
    },

    /** The ledger: written with the command that takes the loans, in one transaction. What was taken before stays as it was. */
    take(loanIds: readonly string[], by: CommandId, at: string): void {
      for (const loanId of loanIds) take.run(loanId, by, at)
    },

    takenAt(loanId: string): string | undefined {
      return takenAt.get(loanId)
    },

    /** The loans that the command took. */
    takenBy(commandId: CommandId): readonly LoanId[] {
      return takenBy.all(commandId).map((id) => loanIdSchema.parse(id))
    },

    /** They weren't to be had after all, or the taking was taken back. */
    untake(loanIds: readonly string[]): void {
      for (const loanId of loanIds) untake.run(loanId)
    },

    meet(partner: Partner): void {
      meet.run(partner.id, JSON.stringify(partner))
    },

    met(): readonly Partner[] {
      return met.all().flatMap((body) => partnerSchema.safeParse(JSON.parse(body)).data ?? [])
    },
  }
}
