import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPostgres } from '../../../cloud/db/open.ts'
import { type Outcome, outcomesSchema } from '../../../shared/cloud-api.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, newPostgresDatabase, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, type Person, signUp } from '../../support/laptop.ts'
import { SigningLaptop } from '../../support/signing-laptop.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const TAKEN = { code: 'COMMAND_INVALID', details: { fields: [{ field: 'id', problem: 'taken' }] } }

interface Command {
  readonly id: string
  readonly type: string
  readonly args: object
  readonly givenAt?: string
  readonly dependsOn?: readonly string[]
  readonly carriedFrom?: string
}

function createEvent(extras: Partial<Command> = {}) {
  const args = { eventId: randomUUID(), name: 'Ridge run', date: '2026-06-06' }
  return { id: randomUUID(), type: 'createEvent', ...extras, args }
}

function createRace(event: ReturnType<typeof createEvent>): Command {
  const args = { raceId: randomUUID(), eventId: event.args.eventId, name: '10K' }
  return { id: randomUUID(), type: 'createRace', args, dependsOn: [event.id] }
}

/** Sends the commands as that laptop's next ones. */
async function bring(laptop: Laptop, commands: readonly Command[]): Promise<readonly Outcome[]> {
  const answer = await laptop.send(commands.map((command, index) => ({ ...command, seq: laptop.nextSeq + index })))
  const { outcomes, lastSeq } = outcomesSchema.parse(answer.json())
  laptop.nextSeq = lastSeq + 1
  return outcomes
}

const statuses = (outcomes: readonly Outcome[]) => outcomes.map(({ status, code }) => code ?? status)
const withoutSeq = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => ({ ...outcome, seq: 0 }))

describe.each(DATABASES)('a colleague’s commands, brought by another laptop, on %s', (kind) => {
  let cloud: RunningCloud
  let person: Person
  let giver: Laptop
  let carrier: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
  })
  afterAll(() => cloud.close())
  beforeEach(async () => {
    person = await signUp(cloud)
    giver = new Laptop(cloud, await addColleague(cloud, person, TIMER))
    carrier = new Laptop(cloud, person)
  })

  it.each(['giver', 'carrier'])('[F8] the %s first: done once, and the other gets the same outcome', async (first) => {
    const event = createEvent()
    const commands = [event, createRace(event)]
    const [one, two] = first === 'giver' ? [giver, carrier] : [carrier, giver]
    const outcomes = await bring(one, commands)
    expect(statuses(outcomes)).toEqual(['accepted', 'accepted'])
    await two.accepted('createEvent', createEvent().args)
    const number = (await two.sync()).length
    expect(withoutSeq(await bring(two, commands))).toEqual(withoutSeq(outcomes))
    expect(await two.sync()).toEqual([])
    expect(number).toBeGreaterThan(0)
    expect([...two.records.all('event')]).toHaveLength(2)
    expect([...two.records.all('race')]).toHaveLength(1)
  })

  it('[O4] [F8] what was refused to a colleague is decided anew, and what stands on it', async () => {
    const reader = new Laptop(cloud, await addColleague(cloud, person, READ_ONLY))
    const event = createEvent()
    const commands = [event, createRace(event)]
    const refused = await bring(reader, commands)
    expect(statuses(refused)).toEqual(['FORBIDDEN', 'DEPENDS_ON_REFUSED'])
    expect(statuses(await bring(giver, commands))).toEqual(['accepted', 'accepted'])
    // What the giver was told stays so, also once it has enrolled anew; and a third colleague gets that.
    const anew = new Laptop(cloud, giver.person)
    expect(statuses(await bring(anew, commands))).toEqual(['accepted', 'accepted'])
    expect(statuses(await bring(carrier, commands))).toEqual(['accepted', 'accepted'])
    await carrier.sync()
    expect([...carrier.records.all('race')]).toHaveLength(1)
    // There is an event now: what stands on it no longer falls.
    expect(statuses(await bring(reader, [createRace(event)]))).toEqual(['FORBIDDEN'])
  })

  it('[F8] refused to both, each for its own reason, and each hears it again as it was', async () => {
    const reader = new Laptop(cloud, await addColleague(cloud, person, READ_ONLY))
    const command = { id: randomUUID(), type: 'editEvent', args: { eventId: randomUUID(), name: 'None' } }
    expect(statuses(await bring(reader, [command]))).toEqual(['FORBIDDEN'])
    expect(statuses(await bring(giver, [command]))).toEqual(['NOT_FOUND'])
    expect(statuses(await bring(new Laptop(cloud, giver.person), [command]))).toEqual(['NOT_FOUND'])
    expect(statuses(await bring(new Laptop(cloud, reader.person), [command]))).toEqual(['FORBIDDEN'])
  })

  it('[O7] other content under a colleague’s id is taken, and so is a stranger’s same command', async () => {
    const event = createEvent()
    await bring(giver, [event])
    const other = { ...event, args: { ...event.args, name: 'Another' } }
    expect(await bring(carrier, [other])).toMatchObject([TAKEN])
    const stranger = new Laptop(cloud, await signUp(cloud))
    expect(await bring(stranger, [event])).toMatchObject([TAKEN])
    await stranger.sync()
    expect([...stranger.records.all('event')]).toEqual([])
    // Nor does a stranger who was there first take it from us.
    const mine = createEvent()
    expect(statuses(await bring(stranger, [mine]))).toEqual(['accepted'])
    expect(await bring(giver, [mine])).toMatchObject([TAKEN])
    expect(await bring(carrier, [mine])).toMatchObject([TAKEN])
  })

  it('[F6] keeps the time at which it was given, also where the carrier has given something since', async () => {
    const signer = await SigningLaptop.enrol(cloud, giver.person)
    const newBox = async () => {
      const serial = `C${randomUUID().slice(0, 8)}`.toUpperCase()
      return { serial, boxId: await carrier.registerBox(serial) }
    }
    const [box, other] = [await newBox(), await newBox()]
    const offer = signer.offer([box])
    await cloud.advance(HOUR_MS)
    await carrier.accepted('createEvent', createEvent().args)
    const [args] = offer.reports
    if (args === undefined) throw new Error('nothing to report')
    const report = { id: randomUUID(), type: 'createShareToken', args, givenAt: offer.givenAt }
    expect(statuses(await bring(carrier, [{ ...report, carriedFrom: signer.id }]))).toEqual(['accepted'])
    const loan = await signer.seesLoan(args.loanId)
    expect(loan?.createdAt).toBe(offer.givenAt)
    // Its ticket is still of that loan.
    const taker = new Laptop(cloud, await signUp(cloud))
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    // The carrier's own order of times is as it was.
    const late = await carrier.accepted(
      'createShareToken',
      {
        ...{ loanId: randomUUID(), boxId: other.boxId, validity: '1d', tokenHash: 'a'.repeat(64) },
      },
      { givenAt: timePlus(offer.givenAt, MINUTE_MS) },
    )
    expect(Date.parse(String(late.details?.['endsAt']))).toBeGreaterThan(Date.parse(offer.endsAt) + HOUR_MS / 2)
  })

  it('[F6] [O7] no stranger’s laptop lends its order of times', async () => {
    const stranger = new Laptop(cloud, await signUp(cloud))
    const givenAt = cloud.clock.now()
    await stranger.accepted('createEvent', createEvent().args, { givenAt })
    await cloud.advance(HOUR_MS)
    const boxId = await carrier.registerBox(`T${randomUUID().slice(0, 8)}`)
    const args = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: 'b'.repeat(64) }
    await bring(carrier, [{ id: randomUUID(), type: 'createShareToken', args, givenAt, carriedFrom: stranger.id }])
    await carrier.sync()
    const loan = carrier.records.get('loan', args.loanId)
    expect(Date.parse(loan?.createdAt ?? '')).toBeGreaterThan(Date.parse(givenAt) + HOUR_MS / 2)
  })
})

describe('a colleague’s commands at the same moment', () => {
  let first: RunningCloud
  let second: RunningCloud

  beforeAll(async () => {
    const databaseUrl = await newPostgresDatabase()
    first = await startCloud(await openPostgres(databaseUrl))
    second = await startCloud(await openPostgres(databaseUrl), { clock: first.clock })
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  it.each([{ wasRefused: false }, { wasRefused: true }])(
    '[F8] brought by four laptops to two processes, refused to another before: $wasRefused',
    async ({ wasRefused }) => {
      const admin = await signUp(first)
      const people = [admin, await addColleague(first, admin, TIMER), await addColleague(first, admin, TIMER)]
      const reader = new Laptop(first, await addColleague(first, admin, READ_ONLY))
      const laptops = people.flatMap((person) => [new Laptop(first, person), new Laptop(second, person)])
      for (let round = 0; round < 5; round += 1) {
        const event = createEvent()
        const commands = [event, createRace(event)]
        if (wasRefused) expect(statuses(await bring(reader, commands))).toContain('FORBIDDEN')
        const outcomes = await Promise.all(laptops.map((laptop) => bring(laptop, commands)))
        expect(new Set(outcomes.map((told) => JSON.stringify(withoutSeq(told)))).size).toBe(1)
        expect(statuses(outcomes[0] ?? [])).toEqual(['accepted', 'accepted'])
      }
      await reader.sync()
      expect([...reader.records.all('event')]).toHaveLength(5)
      expect([...reader.records.all('race')]).toHaveLength(5)
    },
  )
})
