import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import { makeMonths } from '../../../cloud/passing-months.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, type Person, signUp } from '../../support/laptop.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'

const ROUNDS = 5
const DAY_MS = 24 * 3_600_000

/** Two processes on one PostgreSQL, and laptops that send the same passings at the same moment. */
describe('passings at the same moment', () => {
  let first: RunningCloud
  let second: RunningCloud
  let owner: Person
  let recipient: Person

  beforeAll(async () => {
    const databaseUrl = await newPostgresDatabase()
    first = await startCloud(await openPostgres(databaseUrl))
    second = await startCloud(await openPostgres(databaseUrl), { clock: first.clock })
    owner = await signUp(first)
    recipient = await signUp(first)
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const laptopsOf = (person: Person) => [first, second, first, second].map((cloud) => new Laptop(cloud, person))
  const some = (count: number, at: string) => Array.from({ length: count }, () => passingAt(at))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

  it('[R3] each is stored once, however many send it, and in whatever order', async () => {
    const boxId = await new Laptop(first, owner).registerBox('ONCE')
    for (let round = 0; round < ROUNDS; round += 1) {
      const passings = some(300, first.clock.now())
      const orders = [passings, passings.toReversed(), passings.slice(150), [...passings, ...passings]]
      const counts = await Promise.all(
        laptopsOf(owner).map((laptop, index) => post(laptop, { boxId, passings: orders[index] ?? [] })),
      )
      expect(sum(counts.map(({ stored }) => stored))).toBe(passings.length)
    }
    const paged = await pagesOf(new Laptop(first, owner), `boxes/${boxId}`)
    expect(new Set(paged.map(({ number }) => number)).size).toBe(ROUNDS * 300)
    expect(paged).toHaveLength(ROUNDS * 300)
  })

  it('[R3] [L10] of two organisations that both say it is theirs, the first has it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [lender, borrower] = [new Laptop(first, owner), new Laptop(second, recipient)]
      const { boxId, loanId } = await lentBox(lender, borrower)
      const sessionId = await startRun(borrower, boxId)
      await lender.accepted('revokeShare', { loanId })
      first.clock.advance(1000)
      // The borrower hasn't heard of the end.
      const passings = some(200, first.clock.now())
      const [own, theirs] = await Promise.all([
        post(lender, { boxId, passings }),
        post(borrower, { boxId, sessionId, passings: passings.toReversed() }),
      ])
      expect(own.stored + theirs.stored).toBe(passings.length)
      expect(own.known + theirs.known).toBe(passings.length)
      const [owned, borrowed] = [
        await pagesOf(lender, `boxes/${boxId}`),
        await pagesOf(borrower, `sessions/${sessionId}`),
      ]
      expect([owned.length, borrowed.length]).toEqual([own.stored, theirs.stored])
      const numbers = [...owned, ...borrowed].map(({ number }) => number)
      expect(new Set(numbers)).toEqual(new Set(passings.map(({ number }) => number)))
    }
  })

  it('[F5] who follows page by page while others write misses nothing, and sees nothing twice', async () => {
    const reader = new Laptop(second, owner)
    const boxId = await reader.registerBox('FOLLOW')
    const sessionId = await startRun(reader, boxId)
    const at = timePlus(first.clock.now(), 1000)
    let writing = 4
    const write = async (laptop: Laptop) => {
      for (let call = 0; call < 15; call += 1) await post(laptop, { boxId, sessionId, passings: some(20, at) })
      writing -= 1
    }
    const seen: number[] = []
    const follow = async () => {
      for (;;) {
        const done = writing === 0
        const path = `/v1/sessions/${sessionId}/passings?limit=7&after=${seen.at(-1) ?? 0}`
        const { passings } = (await reader.ask('GET', path)).json() as { passings: { seq: number }[] }
        seen.push(...passings.map(({ seq }) => seq))
        if (done && passings.length === 0) return
      }
    }
    await Promise.all([follow(), ...laptopsOf(owner).map(write)])
    expect(seen).toHaveLength(4 * 15 * 20)
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b))
  })

  it('[F5] a month’s table is made while passings of that month come in, and none is lost', async () => {
    const boxId = await new Laptop(first, owner).registerBox('MONTH')
    const next = `${Number(first.clock.now().slice(0, 4)) + 1}-02-15T10:00:00.000Z`
    const write = async (laptop: Laptop) => {
      for (let call = 0; call < 10; call += 1) await post(laptop, { boxId, passings: some(20, next) })
      await pagesOf(laptop, `boxes/${boxId}`, 'limit=100')
    }
    const deps = (cloud: RunningCloud) => ({
      ...{ db: cloud.database.db, config: configWith(1) },
      clock: { now: () => timePlus(next, -DAY_MS) },
    })
    await Promise.all([...laptopsOf(owner).map(write), makeMonths(deps(first)), makeMonths(deps(second))])
    expect(await pagesOf(new Laptop(first, owner), `boxes/${boxId}`)).toHaveLength(4 * 10 * 20)
  })
})
