import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import { makeRootKeys, rotateRootKeys } from '../../../cloud/root-key-store.ts'
import type { Outcome } from '../../../shared/cloud-api.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, newToken, type Person, signUp } from '../../support/laptop.ts'
import { readTrust, SigningLaptop } from '../../support/signing-laptop.ts'

const ROUNDS = 5

/** Two processes on one PostgreSQL, and tickets that come at the same moment as something else. */
describe('tickets at the same moment', () => {
  let first: RunningCloud
  let second: RunningCloud
  let owner: SigningLaptop

  beforeAll(async () => {
    const databaseUrl = await newPostgresDatabase()
    // Both make root keys: the same.
    const databases = await Promise.all([openPostgres(databaseUrl), openPostgres(databaseUrl)])
    const [one, other] = databases
    if (one === undefined || other === undefined) throw new Error('there is no database')
    first = await startCloud(one)
    second = await startCloud(other, { clock: first.clock })
    owner = await SigningLaptop.enrol(first, await signUp(first, 'UNLIMITED'))
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const statuses = (outcomes: readonly Outcome[]) => outcomes.map(({ status, code }) => code ?? status).toSorted()
  const laptopsOf = (people: readonly Person[]) =>
    people.flatMap((person) => [new Laptop(first, person), new Laptop(second, person)])
  const newPeople = async () => [await signUp(first, 'UNLIMITED'), await signUp(first, 'UNLIMITED')]

  it('[F4] [F8] of two organisations that took one ticket, one has the box; the other learns which, and since when', async () => {
    const people = await newPeople()
    for (let round = 0; round < ROUNDS; round += 1) {
      const box = await owner.newBox()
      const { ticket, loanIds } = owner.offer([box])
      const takers = laptopsOf(people)
      const outcomes = await Promise.all(takers.map((taker) => taker.give('acceptShareToken', { ticket })))
      expect(statuses(outcomes)).toEqual(['TOKEN_USED', 'TOKEN_USED', 'accepted', 'accepted'])
      const loan = await owner.seesLoan(loanIds[0] ?? '')
      const winner = people.find((person) => person.organisation.id === loan?.recipientId)?.organisation.name
      for (const [index, { status, details }] of outcomes.entries()) {
        const isWinner = takers[index]?.organisationId === loan?.recipientId
        expect(status).toBe(isWinner ? 'accepted' : 'refused')
        if (!isWinner) expect(details).toEqual({ byYou: false, since: loan?.acceptedAt, organisationName: winner })
      }
    }
  })

  it('[F4] [L8] of the office that lends a box and a ticket of the same box, one comes first', async () => {
    const [person] = await newPeople()
    if (person === undefined) throw new Error('nobody is there')
    for (let round = 0; round < ROUNDS; round += 1) {
      const box = await owner.newBox()
      const { ticket } = owner.offer([box])
      const loan = { loanId: randomUUID(), boxId: box.boxId, validity: '1d', tokenHash: newToken().hash } as const
      const [lent, taken] = await Promise.all([
        new Laptop(second, owner.person).give('createShareToken', loan),
        new Laptop(first, person).give('acceptShareToken', { ticket }),
      ])
      expect([lent?.status, taken?.status].toSorted()).toEqual(['accepted', 'refused'])
      expect(lent?.code ?? taken?.code).toBe('BOX_LENT')
    }
  })

  it('[F4] the owner’s report and the acceptance at once: one loan, and both have it', async () => {
    const [person] = await newPeople()
    if (person === undefined) throw new Error('nobody is there')
    for (let round = 0; round < ROUNDS; round += 1) {
      const offer = owner.offer([await owner.newBox(), await owner.newBox()])
      const taker = new Laptop(second, person)
      await Promise.all([offer.report(), taker.accepted('acceptShareToken', { ticket: offer.ticket })])
      for (const loanId of offer.loanIds) {
        const loan = await owner.seesLoan(loanId)
        expect(loan).toMatchObject({ recipientId: person.organisation.id })
        expect(loan?.tokenHash).toBeDefined()
      }
    }
  })

  it('[O4] whoever loses the right to lend at that moment has lent, or not: nothing between', async () => {
    const [person] = await newPeople()
    if (person === undefined) throw new Error('nobody is there')
    const admin = new Laptop(second, owner.person)
    for (let round = 0; round < ROUNDS; round += 1) {
      const colleague = await addColleague(first, owner.person, TIMER)
      const lender = await SigningLaptop.enrol(first, colleague)
      const box = await owner.newBox()
      const offer = lender.offer([box])
      const demotion = { memberId: colleague.member.id, roleId: READ_ONLY.id }
      const [taken] = await Promise.all([
        new Laptop(first, person).give('acceptShareToken', { ticket: offer.ticket }),
        admin.accepted('changeMemberRole', demotion),
      ])
      await owner.sync()
      const holderId = owner.records.get('box', box.boxId)?.holderId
      expect(holderId).toBe(taken.status === 'accepted' ? person.organisation.id : owner.organisationId)
      if (taken.status === 'refused') expect(taken.details).toEqual({ reason: 'may-not-lend' })
    }
  })

  it('[F4] several processes make and rotate the root keys one after another', async () => {
    const deps = (cloud: RunningCloud) => ({ db: cloud.database.db, clock: cloud.clock, config: configWith(1) })
    const before = (await readTrust(first)).trust.roots
    expect((await readTrust(second)).trust.roots).toEqual(before)
    await Promise.all([first, second, first].map((cloud) => makeRootKeys(deps(cloud))))
    expect((await readTrust(first)).trust.roots).toEqual(before)
    await Promise.all([rotateRootKeys(deps(first)), rotateRootKeys(deps(second))])
    const roots = (await readTrust(second)).trust.roots
    expect(roots).toHaveLength(4)
    expect(roots.slice(2)).toEqual(expect.arrayContaining([...before]))
    const rows = await first.database.db.selectFrom('rootKey').select('state').execute()
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['current', 'next', 'previous', 'previous'])
  })
})
