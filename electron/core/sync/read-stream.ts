import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'
import { pokeSchema, type Telemetry, telemetrySchema } from '../../../shared/cloud-api.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { passingsEventSchema } from '../../../shared/passings-api.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'

/** What the stream tells. */
export interface StreamEvents {
  opened(): void
  poke(cursor: string): void
  telemetry(latest: readonly Telemetry[]): void
  /** These runs have new ones. */
  passings(sessionIds: readonly SessionId[]): void
}

/** The cloud sends a heartbeat every 20 s; a stream silent for longer than this is dead. */
const STREAM_SILENCE_MS = 45_000

/** Tells what comes, until the stream ends or breaks. */
export async function readStream(stream: Readable, on: StreamEvents): Promise<void> {
  const parser = createParser({
    onEvent({ event, data }) {
      const json = parseJson(data)
      if (event === 'poke') {
        const poke = pokeSchema.safeParse(json)
        if (poke.success) on.poke(poke.data.cursor)
      } else if (event === 'telemetry') {
        const telemetry = telemetrySchema.array().safeParse(json)
        if (telemetry.success) on.telemetry(telemetry.data)
      } else if (event === 'passings') {
        const passings = passingsEventSchema.safeParse(json)
        if (passings.success) on.passings(passings.data.sessionIds)
      }
    },
  })
  const decoder = new TextDecoder()
  let silence = setTimeout(() => stream.destroy(), STREAM_SILENCE_MS)
  try {
    for await (const chunk of stream) {
      clearTimeout(silence)
      silence = setTimeout(() => stream.destroy(), STREAM_SILENCE_MS)
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } catch {
    // A stream that breaks is like one that ends: the caller opens another.
  } finally {
    clearTimeout(silence)
  }
}
