import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Stop = () => Promise<void>
export type Listen = (channel: string, onMessage: (payload: string) => void, onGap: () => void) => Promise<Stop>

const RECONNECT_MS = 1000

/** Listens on a connection of its own, and on a new one when that breaks; `onGap`: something may have been missed. */
export function listenWithPg(options: pg.ClientConfig): Listen {
  return async (channel, onMessage, onGap) => {
    let stopped = false
    let client = await connect()

    async function connect(): Promise<pg.Client> {
      const next = new pg.Client(options)
      next.on('notification', (message) => onMessage(message.payload ?? ''))
      next.on('error', () => undefined)
      await next.connect()
      await next.query(`listen ${next.escapeIdentifier(channel)}`).catch((error: unknown) => {
        // As a standby refuses it, once a second until it is promoted.
        void next.end()
        throw error
      })
      next.once('end', () => void reconnect())
      return next
    }

    async function reconnect(): Promise<void> {
      while (!stopped) {
        await sleep(RECONNECT_MS, undefined, { ref: false })
        try {
          client = await connect()
          onGap()
          return
        } catch {
          // Not there yet: tried again.
        }
      }
    }

    return async () => {
      stopped = true
      await client.end()
    }
  }
}
