import { setTimeout as sleep } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { expect, vi } from 'vitest'
import { Laptop } from '../laptop.ts'
import type { Member } from './people.ts'

/** Whatever is in the way: a page that didn't come is asked for again. */
export async function follow(reader: Laptop, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      await reader.sync()
    } catch (error) {
      if (error instanceof Error && error.name === 'AssertionError') throw error
    }
    await sleep(20)
  }
}

/** Resolves when who listens at the cloud has been poked for the work. */
export async function hearing(url: string, { side, token }: Member, work: () => Promise<void>): Promise<void> {
  const leaving = new AbortController()
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/v1/stream`, { headers, signal: leaving.signal })
  const cursors: string[] = []
  const parser = createParser({ onEvent: ({ event, data }) => void (event === 'poke' && cursors.push(data)) })
  const follow = async () => {
    for await (const chunk of response.body ?? []) parser.feed(new TextDecoder().decode(chunk))
  }
  void follow().catch(() => undefined)
  await vi.waitFor(() => expect(cursors).toHaveLength(1), { timeout: 30_000 })
  await work()
  const reader = new Laptop({ url } as never, side.person)
  await reader.sync()
  await vi.waitFor(() => expect(JSON.parse(cursors.at(-1) ?? '')).toEqual({ cursor: reader.cursor }), {
    timeout: 30_000,
  })
  leaving.abort()
}
