import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import {
  type PagedPassing,
  passingsPageSchema,
  type StoredPassings,
  storedPassingsSchema,
} from '../../shared/passings-api.ts'
import type { Laptop } from './laptop.ts'

let lastNumber = 0

/** A passing as a box may send it, each with a number of its own. */
export function passingAt(at: string, part: object = {}) {
  lastNumber += 1
  return { at, number: lastNumber, chip: 'E2801160', antenna: 1, rssi: -58.5, ...part }
}

export interface Posted {
  readonly boxId: string
  readonly sessionId?: string | undefined
  readonly clockOffsetMs?: number
  readonly passings: readonly object[]
}

/** Posts what a laptop recorded, and gets what became of it. */
export async function post(laptop: Laptop, body: Posted): Promise<StoredPassings> {
  const answer = await laptop.ask('POST', '/v1/passings', body)
  expect(answer.status, answer.text).toBe(200)
  const counts = storedPassingsSchema.strict().parse(answer.json())
  expect(counts.stored + counts.known + counts.setAside).toBe(body.passings.length)
  return counts
}

/** All pages of a run's or a box's passings, as they are told: `sessions/<id>` or `boxes/<id>`. */
export async function pagesOf(laptop: Laptop, of: string, query = 'limit=1000'): Promise<readonly PagedPassing[]> {
  const all: PagedPassing[] = []
  for (;;) {
    const answer = await laptop.ask('GET', `/v1/${of}/passings?${query}&after=${all.at(-1)?.seq ?? 0}`)
    expect(answer.status, answer.text).toBe(200)
    const { passings, more } = passingsPageSchema.strict().parse(answer.json())
    all.push(...passings)
    if (!more) return all
  }
}

export async function startRun(laptop: Laptop, boxId: string, extras: { readonly givenAt?: string } = {}) {
  const sessionId = randomUUID()
  await laptop.accepted('startSession', { sessionId, boxId }, extras)
  return sessionId
}
