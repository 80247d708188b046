import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changesSchema, NEXT_HEADER, outcomesSchema, TIME_HEADER } from '../../../shared/cloud-api.ts'
import { ADMIN } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, lentBox, newToken, type Person, request, signUp } from '../../support/laptop.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

describe.each(DATABASES)('commands and changes, on %s', (kind) => {
  let cloud: RunningCloud
  let person: Person
  let laptop: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
  })
  afterAll(() => cloud.close())
  beforeEach(async () => {
    person = await signUp(cloud)
    laptop = new Laptop(cloud, person)
  })

  const createEvent = (seq: number, extras: object = {}) => ({
    seq,
    id: randomUUID(),
    type: 'createEvent',
    args: { eventId: randomUUID(), name: `Event ${seq}`, date: '2026-06-06' },
    ...extras,
  })
  const broken = (seq: number, extras: object = {}) => ({
    seq,
    id: randomUUID(),
    type: 'nonsense',
    args: {},
    ...extras,
  })
  const outcomesOf = async (commands: readonly object[], by = laptop) =>
    outcomesSchema.parse((await by.send(commands)).json()).outcomes

  describe('numbers', () => {
    it('[F3] a command sent again gives the stored outcome, byte for byte, and is not done twice', async () => {
      const commands = [createEvent(1), broken(2), createEvent(3)]
      const first = await laptop.send(commands)
      const again = await laptop.send(commands)
      expect(again.text).toBe(first.text)
      const later = await laptop.send([...commands.slice(1), createEvent(4)])
      expect(outcomesSchema.parse(later.json()).outcomes.slice(0, 2)).toEqual(
        outcomesSchema.parse(first.json()).outcomes.slice(1),
      )
      await laptop.sync()
      expect([...laptop.records.all('event')]).toHaveLength(3)
    })

    it('[F3] a number too far on is refused with the number expected, and nothing is decided', async () => {
      await laptop.send([createEvent(1)])
      for (const commands of [[createEvent(3)], [createEvent(2), createEvent(4)], [createEvent(2), createEvent(2)]]) {
        const answer = await laptop.send(commands)
        expect([answer.status, answer.code]).toEqual([409, 'SEQ_EXPECTED'])
        expect(answer.json()).toMatchObject({ error: { details: { expectedSeq: 2 } } })
      }
      await laptop.sync()
      expect([...laptop.records.all('event')]).toHaveLength(1)
    })

    it('[F3] the same number with other content is a replayed installation, and nothing is decided', async () => {
      const first = createEvent(1)
      await laptop.send([first])
      for (const other of [
        { ...first, id: randomUUID() },
        { ...first, type: 'editEvent' },
        { ...first, args: {} },
      ]) {
        const answer = await laptop.send([other, createEvent(2)])
        expect([answer.status, answer.code]).toEqual([409, 'INSTALLATION_REPLAYED'])
      }
      const { args, ...rest } = first
      const turned = Object.fromEntries(Object.entries(args).toReversed())
      expect((await laptop.send([{ args: turned, ...rest }])).status).toBe(200)
      await laptop.sync()
      expect([...laptop.records.all('event')]).toHaveLength(1)
    })

    it('[F5] a known command under a new installation gives its outcome with the new number, and is not done again', async () => {
      const command = createEvent(1)
      const refused = broken(2)
      const [done, not] = await outcomesOf([command, refused])
      const enrolledAnew = new Laptop(cloud, person)
      const again = [{ ...refused, seq: 1 }, { ...command, seq: 2 }, createEvent(3)]
      const outcomes = await outcomesOf(again, enrolledAnew)
      expect(outcomes.slice(0, 2)).toEqual([
        { ...not, seq: 1 },
        { ...done, seq: 2 },
      ])
      expect(await outcomesOf(again, enrolledAnew)).toEqual(outcomes)
    })

    it('[O7] another member’s command id is taken, whatever was its outcome', async () => {
      const command = createEvent(1)
      await laptop.send([command])
      const stranger = new Laptop(cloud, await signUp(cloud))
      const [outcome] = await outcomesOf([command], stranger)
      expect(outcome).toMatchObject({
        code: 'COMMAND_INVALID',
        details: { fields: [{ field: 'id', problem: 'taken' }] },
      })
      await stranger.sync()
      expect([...stranger.records.all('event')]).toEqual([])
    })

    it('[O7] an installation belongs to the member who first used it', async () => {
      await laptop.send([])
      const colleague = await addColleague(cloud, person, ADMIN)
      for (const other of [colleague, await signUp(cloud)]) {
        const copy = new Laptop(cloud, other, laptop.id)
        const answers = [
          await copy.send([createEvent(1)]),
          await copy.ask('GET', '/v1/changes'),
          await copy.ask('POST', '/v1/installations', { installationId: laptop.id, name: 'Mine' }),
        ]
        expect(answers.map((answer) => [answer.status, answer.code])).toEqual(Array(3).fill([404, 'NOT_FOUND']))
      }
    })

    it('[O4] a revoked installation may do nothing more', async () => {
      await laptop.send([createEvent(1)])
      const revokedAt = cloud.clock.now()
      await cloud.database.db
        .updateTable('installation')
        .set({ revokedAt })
        .where('id', '=', laptop.id as never)
        .execute()
      const answers = [await laptop.send([createEvent(2)]), await laptop.ask('GET', '/v1/changes')]
      expect(answers.map((answer) => [answer.status, answer.code])).toEqual(Array(2).fill([403, 'FORBIDDEN']))
    })

    it('[F5] takes 500 commands in a call, and no more', async () => {
      const commands = Array.from({ length: 501 }, (_, index) => broken(index + 1))
      const answer = await laptop.send(commands)
      expect([answer.status, answer.code]).toEqual([413, 'TOO_LARGE'])
      expect(await outcomesOf(commands.slice(0, 500))).toHaveLength(500)
    })
  })

  describe('refusals', () => {
    it('[F3] an unknown and a malformed command are refused and stored, and what follows goes through', async () => {
      const invalid = { ...createEvent(2), args: { name: 7 } }
      const outcomes = await outcomesOf([broken(1), invalid, createEvent(3), { ...createEvent(4), args: null }])
      expect(outcomes.map(({ status, code }) => code ?? status)).toEqual([
        'COMMAND_UNKNOWN',
        'COMMAND_INVALID',
        'accepted',
        'COMMAND_INVALID',
      ])
      expect(outcomes[1]?.details).toMatchObject({
        fields: expect.arrayContaining([{ field: 'name', problem: expect.any(String) }]),
      })
    })

    it('[F3] what depends on a refused command falls with it, whole chains; the rest goes through', async () => {
      const [a, b, c, d] = [broken(1), createEvent(2), createEvent(3), createEvent(4)]
      const commands = [
        a,
        { ...b, dependsOn: [a.id] },
        { ...c, dependsOn: [randomUUID(), b.id] },
        { ...d, dependsOn: [] },
      ]
      const outcomes = await outcomesOf(commands)
      expect(outcomes.map(({ status, code }) => code ?? status)).toEqual([
        'COMMAND_UNKNOWN',
        'DEPENDS_ON_REFUSED',
        'DEPENDS_ON_REFUSED',
        'accepted',
      ])
      expect(outcomes[1]?.details).toEqual({ dependsOn: [a.id] })
      expect(outcomes[2]?.details).toEqual({ dependsOn: [b.id] })
    })

    it('[F3] a refusal writes nothing else: the organisation’s number stays', async () => {
      await laptop.sync()
      await laptop.send([])
      await laptop.sync()
      const { seen } = laptop
      const [outcome] = await outcomesOf([broken(1)])
      expect(outcome).toMatchObject({ status: 'refused', at: seen })
      expect(await laptop.sync()).toEqual([])
    })
  })

  describe('times', () => {
    const eventOf = async (id: string) => {
      const row = await cloud.database.db
        .selectFrom('historyEntry')
        .selectAll()
        .where('boxId', '=', id as never)
        .execute()
      return row[0]
    }
    const register = async (givenAt?: string) => {
      const boxId = randomUUID()
      await laptop.accepted(
        'registerBox',
        { boxId, serial: boxId.slice(0, 8) },
        givenAt === undefined ? {} : { givenAt },
      )
      return await eventOf(boxId)
    }

    it('[F6] a command counts from the time at which it was given, and is marked where that was offline', async () => {
      const hourAgo = timePlus(cloud.clock.now(), -60 * MINUTE_MS)
      expect(await register(hourAgo)).toMatchObject({ at: hourAgo, offline: true })
      expect(await register()).toMatchObject({ offline: false })
    })

    it('[F6] but never before the one before it', async () => {
      const [earlier, later] = [30, 20].map((minutes) => timePlus(cloud.clock.now(), -minutes * MINUTE_MS))
      expect(await register(later)).toMatchObject({ at: later })
      expect(await register(earlier)).toMatchObject({ at: later })
    })

    it('[F6] nor in the future, nor more than 30 days ago', async () => {
      const before = cloud.clock.now()
      const old = await register(timePlus(before, -40 * DAY_MS))
      expect(Date.parse(old?.at ?? '') - Date.parse(before)).toBeGreaterThanOrEqual(-30 * DAY_MS)
      expect(Date.parse(old?.at ?? '') - Date.parse(before)).toBeLessThan(-30 * DAY_MS + MINUTE_MS)
      const ahead = await register(timePlus(before, 40 * DAY_MS))
      expect(Date.parse(ahead?.at ?? '')).toBeLessThanOrEqual(Date.parse(cloud.clock.now()))
      expect(ahead).toMatchObject({ offline: false })
    })

    it('[F6] [L4] a loan given offline runs from then, and one whose time is over already is over at once', async () => {
      const boxId = await laptop.registerBox('F6')
      // Another installation: this one has just given a command, and time doesn't run back for it.
      const office = new Laptop(cloud, person)
      const givenAt = timePlus(cloud.clock.now(), -2 * DAY_MS)
      const loanId = randomUUID()
      const loan = { loanId, boxId, validity: '1d', tokenHash: newToken().hash } as const
      const outcome = await office.accepted('createShareToken', loan, { givenAt })
      expect(outcome.details).toEqual({ endsAt: timePlus(givenAt, DAY_MS) })
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).toMatchObject({
        endReason: 'expired',
        endedAt: timePlus(givenAt, DAY_MS),
      })
      expect(laptop.records.get('box', boxId)).toMatchObject({ holderId: laptop.organisationId })
    })

    it('[F6] each answer carries the cloud’s time', async () => {
      for (const path of ['/healthz', '/v1/me', '/nowhere']) {
        const time = (await request(cloud, 'GET', path)).headers.get(TIME_HEADER)
        expect(new Date(time ?? '').toISOString()).toBe(time)
      }
    })
  })

  describe('the feed', () => {
    it('[F5] numbers without a gap, in the order of the commits, and tells each outcome’s', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      for (let round = 0; round < 3; round += 1) {
        const { loanId } = await lentBox(laptop, other)
        await other.accepted('returnBox', { loanId })
      }
      const outcome = await laptop.accepted('createEvent', createEvent(0).args)
      for (const side of [laptop, other]) {
        const rows = await cloud.database.db
          .selectFrom('feed')
          .select('seq')
          .where('organisationId', '=', side.organisationId)
          .orderBy('seq')
          .execute()
        const { number } = await cloud.database.db
          .selectFrom('counter')
          .select('number')
          .where('organisationId', '=', side.organisationId)
          .executeTakeFirstOrThrow()
        const seqs = rows.map((row) => row.seq)
        expect(new Set(seqs).size).toBe(seqs.length)
        expect(seqs.at(-1)).toBe(number)
      }
      await laptop.sync()
      expect(outcome.at).toBe(laptop.seen)
    })

    it('[F5] page by page gives the same as at once', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      await lentBox(laptop, other)
      await laptop.createEvent()
      const whole = new Laptop(cloud, person)
      const paged = new Laptop(cloud, person)
      const changes = await whole.sync(5000)
      expect(await paged.sync(1)).toEqual(changes)
      expect(paged.cursor).toBe(whole.cursor)
    })

    it('[F5] a reader that comes back gets what changed since, and what went as null', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      const { boxId, loanId } = await lentBox(laptop, other)
      await other.sync()
      await laptop.accepted('editBox', { boxId, alias: 'Once' })
      await laptop.accepted('editBox', { boxId, alias: 'Twice' })
      const told = await other.sync()
      expect(told).toEqual([
        expect.objectContaining({ kind: 'box', body: expect.objectContaining({ alias: 'Twice' }) }),
      ])
      await laptop.accepted('revokeShare', { loanId })
      expect(await other.sync()).toContainEqual({ kind: 'box', id: boxId, body: null })
      const fresh = new Laptop(cloud, other.person)
      expect((await fresh.sync()).map((change) => change.body)).not.toContain(null)
    })

    it('[F5] another epoch, and a cursor ahead of the cloud, begin anew', async () => {
      await laptop.sync()
      const read = async () =>
        changesSchema.parse((await laptop.ask('GET', `/v1/changes?cursor=${laptop.cursor}`)).json())
      const before = await read()
      expect(before).toMatchObject({ reset: false, changes: [] })
      const { db } = cloud.database
      const count = (number: number) =>
        db.updateTable('counter').set({ number }).where('organisationId', '=', laptop.organisationId).execute()
      await count(laptop.seen - 1)
      expect(await read()).toMatchObject({ reset: true })
      await count(laptop.seen)
      const epoch = randomUUID()
      await db.updateTable('meta').set({ epoch }).execute()
      const after = await read()
      expect(after).toMatchObject({ epoch, reset: true })
      expect(after.changes.length).toBeGreaterThan(0)
      await db.updateTable('meta').set({ epoch: before.epoch }).execute()
    })
  })

  describe('[F7] an honest revocation', () => {
    it('[F7] tells the owner when the laptop was last there, and when it learnt of the end', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      const { loanId } = await lentBox(laptop, other)
      await other.sync()
      const lastContact = cloud.clock.now()
      await cloud.advance(10 * MINUTE_MS)
      await laptop.accepted('revokeShare', { loanId })
      await laptop.sync()
      const revoked = laptop.records.get('loan', loanId)
      expect(revoked).not.toHaveProperty('endSeenAt')
      expect((revoked?.lastSeenAt ?? '') <= lastContact).toBe(true)
      expect((revoked?.lastSeenAt ?? '') > timePlus(lastContact, -MINUTE_MS)).toBe(true)

      await other.sync()
      await laptop.sync()
      // It was sent; that it arrived is known when the laptop asks for what comes after it.
      expect(laptop.records.get('loan', loanId)).not.toHaveProperty('endSeenAt')
      await other.sync()
      await laptop.sync()
      const endSeenAt = laptop.records.get('loan', loanId)?.endSeenAt
      expect(endSeenAt).toEqual(expect.any(String))
      await cloud.advance(MINUTE_MS)
      await other.sync()
      expect(await laptop.sync()).toEqual([])
      expect(other.records.get('loan', loanId)).not.toHaveProperty('lastSeenAt')
    })

    it('[F7] doesn’t count a whole new state as arrived before its end', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      const { loanId } = await lentBox(laptop, other)
      await laptop.accepted('revokeShare', { loanId })
      const page = async (cursor?: string) => {
        const at = cursor === undefined ? '' : `&cursor=${cursor}`
        return changesSchema.parse((await other.ask('GET', `/v1/changes?limit=1${at}`)).json())
      }
      let read = await page()
      const ids: string[] = []
      while (read.more) {
        ids.push(...read.changes.map(({ id }) => id))
        read = await page(read.cursor)
      }
      expect([...ids, ...read.changes.map(({ id }) => id)]).toContain(loanId)
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).not.toHaveProperty('endSeenAt')
      await page(read.cursor)
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).toHaveProperty('endSeenAt')
    })

    it('[F7] says what comes next before a page is read only where asking for it tells nothing: in a whole state', async () => {
      await laptop.accepted('createGroup', { groupId: randomUUID(), name: 'Later', category: 'Kit', parentId: null })
      const page = async (cursor?: string) => {
        const at = cursor === undefined ? '' : `&cursor=${cursor}`
        const answer = await laptop.ask('GET', `/v1/changes?limit=1${at}`)
        return { ...changesSchema.parse(answer.json()), next: answer.headers.get(NEXT_HEADER) }
      }
      const pages = [await page()]
      for (let last = pages[0]; last?.more; last = pages.at(-1)) pages.push(await page(last.cursor))
      expect(pages.length).toBeGreaterThan(3)
      expect(pages.map(({ next }) => next)).toEqual(pages.map(({ more, cursor }) => (more ? cursor : null)))
      const upToDate = pages.at(-1)?.cursor
      for (const name of ['One', 'Two']) {
        await laptop.accepted('createGroup', { groupId: randomUUID(), name, category: 'Kit', parentId: null })
      }
      expect(await page(upToDate)).toMatchObject({ more: true, next: null })
    })

    it('[F7] counts a laptop that enrolled anew as the one that it was, and no other member’s', async () => {
      const other = await signUp(cloud)
      const [before, after] = [new Laptop(cloud, other), new Laptop(cloud, other)]
      const { loanId } = await lentBox(laptop, before)
      await laptop.accepted('revokeShare', { loanId })
      const enrolAs = (one: Laptop) =>
        one.ask('POST', '/v1/installations', { installationId: one.id, name: 'Anew', replaces: before.id })
      expect((await enrolAs(laptop)).status).toBe(200)
      expect((await enrolAs(after)).status).toBe(200)
      await after.sync()
      await after.sync()
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).toHaveProperty('endSeenAt')
    })

    it('[F7] counts the laptop that last used the box, not the one that took the code', async () => {
      const other = await signUp(cloud)
      const [office, field] = [new Laptop(cloud, other), new Laptop(cloud, other)]
      const { loanId, boxId } = await lentBox(laptop, office)
      await field.accepted('startSession', { sessionId: randomUUID(), boxId })
      await laptop.accepted('revokeShare', { loanId })
      await office.sync()
      await office.sync()
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).not.toHaveProperty('endSeenAt')
      await field.sync()
      await field.sync()
      await laptop.sync()
      expect(laptop.records.get('loan', loanId)).toHaveProperty('endSeenAt')
      expect(laptop.records.get('loan', loanId)).not.toHaveProperty('recipientInstallationId')
    })
  })

  it('an installation is in the feed, is renamed there, and contact alone wakes nobody for a quarter of an hour', async () => {
    await laptop.send([])
    await laptop.sync()
    expect(laptop.records.get('installation', laptop.id)).toMatchObject({ name: 'Laptop', memberId: person.member.id })
    await laptop.ask('POST', '/v1/installations', { installationId: laptop.id, name: 'Trackside 1' })
    await laptop.sync()
    expect(laptop.records.get('installation', laptop.id)).toMatchObject({ name: 'Trackside 1' })
    await cloud.advance(14 * MINUTE_MS)
    expect(await laptop.sync()).toEqual([])
    await cloud.advance(2 * MINUTE_MS)
    const [change] = await laptop.sync()
    expect(change).toMatchObject({ kind: 'installation', id: laptop.id })
    expect(await laptop.sync()).toEqual([])
  })
})
