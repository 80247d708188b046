import type Database from 'better-sqlite3'
import { z } from 'zod'
import { type Card, cardSchema } from '../../../shared/desktop-cards.ts'

/** A card, and for a refused command what it takes to give it once more; that may hold a secret, the card never does. */
export interface StoredCard {
  readonly card: Card
  readonly command?: { readonly type: string; readonly args: Readonly<Record<string, unknown>> } | undefined
}

const rowSchema = z.object({ body: z.string(), command: z.string().nullable() })
const commandSchema = z.object({ type: z.string(), args: z.record(z.string(), z.unknown()) })

export type CardTable = ReturnType<typeof cardTable>

/** F3: what came back to a person, until it is dealt with. */
export function cardTable(database: Database.Database) {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO card (id, at, body, command, dealt_with) VALUES (@id, @at, @body, @command, 0)',
  )
  const update = database.prepare('UPDATE card SET body = @body WHERE id = @id')
  const open = database.prepare('SELECT body, command FROM card WHERE dealt_with = 0 ORDER BY at DESC, id')
  const one = database.prepare('SELECT body, command FROM card WHERE id = ?')
  const withdraw = database.prepare("DELETE FROM card WHERE at > ? AND body ->> '$.entry.what' = 'expired'")
  const deal = database.prepare('UPDATE card SET dealt_with = 1, command = NULL WHERE id = ?')

  function parse(row: unknown): StoredCard {
    const { body, command } = rowSchema.parse(row)
    const card = cardSchema.parse(JSON.parse(body))
    return command === null ? { card } : { card, command: commandSchema.parse(JSON.parse(command)) }
  }

  return {
    /** @returns false where that card has been there already, dealt with or not */
    add({ card, command }: StoredCard): boolean {
      const text = command === undefined ? null : JSON.stringify(command)
      return insert.run({ id: card.id, at: card.at, body: JSON.stringify(card), command: text }).changes > 0
    },

    update(card: Card): void {
      update.run({ id: card.id, body: JSON.stringify(card) })
    },

    find(id: string): StoredCard | undefined {
      const row = one.get(id)
      return row === undefined ? undefined : parse(row)
    },

    /** Newest first. */
    readOpen(): readonly Card[] {
      return open.all().map((row) => parse(row).card)
    },

    /** Takes back expiries that lie ahead: they were noticed while a clock ran ahead. What others did, the cloud told. */
    withdrawExpiriesAfter(now: string): boolean {
      return withdraw.run(now).changes > 0
    },

    dealWith(id: string): void {
      deal.run(id)
    },
  }
}
