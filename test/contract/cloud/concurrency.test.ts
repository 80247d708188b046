import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import { settleLoans } from '../../../cloud/expiry.ts'
import type { Outcome } from '../../../shared/cloud-api.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, newToken, type Person, signUp } from '../../support/laptop.ts'

const ROUNDS = 5
const DAY_MS = 24 * 3_600_000

/** Two processes on one PostgreSQL, and clients that do the same thing at the same moment. */
describe('at the same moment', () => {
  let first: RunningCloud
  let second: RunningCloud
  let owner: Person

  beforeAll(async () => {
    const databaseUrl = await newPostgresDatabase()
    first = await startCloud(await openPostgres(databaseUrl))
    second = await startCloud(await openPostgres(databaseUrl), { clock: first.clock })
    owner = await signUp(first)
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const statuses = (outcomes: readonly Outcome[]) => outcomes.map(({ status, code }) => code ?? status).toSorted()
  /** Six laptops of the given people, three at each process. */
  const laptopsOf = (people: readonly Person[]) =>
    people.flatMap((person) => [new Laptop(first, person), new Laptop(second, person)])

  it('[L5] of those who accept one token, one gets the box', async () => {
    const lender = new Laptop(first, owner)
    const people = [await signUp(first), await signUp(first), await signUp(first)]
    const takers = laptopsOf(people)
    for (let round = 0; round < ROUNDS; round += 1) {
      const { token } = await lender.lend(await lender.registerBox(`ACCEPT-${round}`))
      const outcomes = await Promise.all(takers.map((taker) => taker.give('acceptShareToken', { token })))
      expect(statuses(outcomes)).toEqual([...Array(takers.length - 1).fill('TOKEN_USED'), 'accepted'])
    }
  })

  it('[L8] of those who lend one box, one does; who assigns it meanwhile loses or comes first', async () => {
    const office = new Laptop(first, owner)
    const lenders = laptopsOf([owner, owner])
    const timer = new Laptop(second, owner)
    const { eventId } = await office.createEvent()
    for (let round = 0; round < ROUNDS; round += 1) {
      const boxId = await office.registerBox(`LEND-${round}`)
      const lend = (lender: Laptop) => {
        const loan = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: newToken().hash } as const
        return lender.give('createShareToken', loan)
      }
      const [assigned, ...lent] = await Promise.all([timer.give('assignBox', { boxId, eventId }), ...lenders.map(lend)])
      const expected =
        assigned?.status === 'accepted' ? Array(4).fill('BOX_IN_USE') : [...Array(3).fill('BOX_RESERVED'), 'accepted']
      expect(statuses(lent)).toEqual(expected)
    }
  })

  it('[L6] the plan’s limit holds, however many boxes come at once', async () => {
    const person = await signUp(first, 'FREE')
    const laptops = laptopsOf([person, person, person])
    const { token } = await new Laptop(first, owner).lend(await new Laptop(first, owner).registerBox('LIMIT'))
    const outcomes = await Promise.all([
      ...laptops.map((laptop, index) => laptop.give('registerBox', { boxId: randomUUID(), serial: `N${index}` })),
      new Laptop(second, person).give('acceptShareToken', { token }),
    ])
    expect(statuses(outcomes)).toEqual([...Array(5).fill('PLAN_LIMIT'), 'accepted', 'accepted'])
  })

  it('[R2] one timing run is on at most, whoever starts one', async () => {
    const laptops = laptopsOf([owner, owner])
    const boxId = await new Laptop(first, owner).registerBox('RUNS')
    const start = (laptop: Laptop) => laptop.accepted('startSession', { sessionId: randomUUID(), boxId })
    await Promise.all(laptops.map(start))
    const reader = new Laptop(first, owner)
    await reader.sync()
    const runs = reader.records.where('session', 'boxId', boxId)
    expect(runs).toHaveLength(4)
    expect(runs.filter((run) => run.stoppedAt === undefined)).toHaveLength(1)
  })

  it('[F3] the same command sent twice at once, even to two processes, is done once and answered alike', async () => {
    const laptop = new Laptop(first, owner)
    const copy = new Laptop(second, owner, laptop.id)
    for (let round = 0; round < ROUNDS; round += 1) {
      const eventId = randomUUID()
      const args = { eventId, name: 'Once', date: '2026-06-06' }
      const commands = [{ seq: round + 1, id: randomUUID(), type: 'createEvent', args }]
      const answers = await Promise.all([laptop, copy, laptop, copy].map((one) => one.send(commands)))
      expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
      expect(answers[0]?.text).toContain('accepted')
    }
  })

  it('[F3] one command id under two installations at once is done once', async () => {
    const laptops = laptopsOf([owner, owner])
    const eventId = randomUUID()
    const command = { id: randomUUID(), type: 'createEvent', args: { eventId, name: 'Once', date: '2026-06-06' } }
    const outcomes = await Promise.all(laptops.map((laptop) => laptop.giveAny(command.type, command.args, command)))
    expect(new Set(outcomes.map(({ status, at }) => `${status} ${at}`)).size).toBe(1)
    expect(outcomes[0]?.status).toBe('accepted')
  })

  it('[F5] a reader that follows while many write misses nothing', async () => {
    const people = [owner, await signUp(first)]
    const [lender, borrower] = people.map((person) => new Laptop(second, person))
    if (lender === undefined || borrower === undefined) throw new Error('nobody is there')
    const readers = people.map((person) => new Laptop(first, person))
    const state = { writing: true }
    const write = async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { loanId } = await lentBox(lender, borrower)
        await borrower.accepted('returnBox', { loanId })
      }
      state.writing = false
    }
    const read = async (reader: Laptop) => {
      while (state.writing) await reader.sync(3)
      await reader.sync(3)
    }
    await Promise.all([write(), ...readers.map(read)])
    for (const [index, reader] of readers.entries()) {
      const fresh = new Laptop(first, people[index] ?? owner)
      await fresh.sync()
      for (const kind of ['box', 'loan', 'historyEntry', 'partner'] as const) {
        const byId = (laptop: Laptop) => [...laptop.records.all(kind)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
        expect(byId(reader)).toEqual(byId(fresh))
      }
    }
  })

  it('[L9] expiry, revocation, extension and return at once: the loan ends once, for one reason', async () => {
    const person = await signUp(first)
    const lender = new Laptop(first, owner)
    const revoker = new Laptop(second, owner)
    const borrower = new Laptop(first, person)
    const deps = (cloud: RunningCloud) => ({ db: cloud.database.db, clock: cloud.clock, config: configWith(1) })
    for (let round = 0; round < ROUNDS; round += 1) {
      const { loanId, boxId } = await lentBox(lender, borrower)
      first.clock.advance(DAY_MS - 20)
      await Promise.all([
        settleLoans(deps(first)),
        settleLoans(deps(second)),
        revoker.give('revokeShare', { loanId }),
        borrower.give('returnBox', { loanId }),
        lender.give('editBox', { boxId, alias: 'meanwhile' }),
      ])
      first.clock.advance(1000)
      await lender.sync()
      const ends = lender.records
        .where('historyEntry', 'boxId', boxId)
        .filter(({ what }) => ['expired', 'revoked', 'returned'].includes(what))
      expect(ends.map(({ what }) => what)).toEqual([lender.records.get('loan', loanId)?.endReason])
      expect(lender.records.get('box', boxId)).toMatchObject({ holderId: owner.organisation.id, alias: 'meanwhile' })
    }
  })
})
