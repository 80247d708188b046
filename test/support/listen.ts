import { createParser } from 'eventsource-parser'
import { expect, vi } from 'vitest'
import { pokeSchema, telemetrySchema } from '../../shared/cloud-api.ts'
import { passingsEventSchema } from '../../shared/passings-api.ts'
import type { RunningCloud } from './cloud.ts'

interface HeardEvent {
  readonly event: string | undefined
  readonly data: unknown
}

/** Follows a stream until it ends or is let go. */
export async function listen(cloud: RunningCloud, token: string) {
  const leaving = new AbortController()
  const response = await fetch(`${cloud.url}/v1/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const events: HeardEvent[] = []
  const state = { ended: false }
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event, data: JSON.parse(data) as unknown }),
  })
  const follow = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
  }
  void follow()
    .catch(() => undefined)
    .finally(() => {
      state.ended = true
    })
  const heard = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data)
  return {
    pokes: () => heard('poke').map((data) => pokeSchema.parse(data).cursor),
    telemetry: () => heard('telemetry').map((data) => telemetrySchema.strict().array().parse(data)),
    passings: () => heard('passings').map((data) => passingsEventSchema.strict().parse(data).sessionIds),
    ended: () => state.ended,
    leave: () => leaving.abort(),
  }
}

export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 20 })
}
