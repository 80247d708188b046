import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { makeMonths } from '../../../cloud/passing-months.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signIn, signUp } from '../../support/laptop.ts'
import { eventually, listen } from '../../support/listen.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('passings that are there, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  it('[R3] come page by page in the order in which they were stored, whatever their stamps', async () => {
    const boxId = await owner.registerBox('PAGES')
    const sessionId = await startRun(owner, boxId)
    const now = cloud.clock.now()
    const stamps = ['1970-01-01T00:00:00.000Z', now, timePlus(now, -40 * DAY_MS), '2099-01-01T00:00:00.000Z', now]
    const passings = stamps.map((at) => passingAt(at))
    await post(owner, { boxId, sessionId, passings: passings.slice(0, 2) })
    await post(owner, { boxId, sessionId, passings: passings.slice(1) })
    for (const limit of [1, 2, 5, 1000]) {
      const paged = await pagesOf(owner, `boxes/${boxId}`, `limit=${limit}`)
      expect(paged).toMatchObject(passings)
      const seqs = paged.map((passing) => passing.seq)
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
    }
    const inRun = await pagesOf(owner, `sessions/${sessionId}`, 'limit=2')
    expect(inRun.every((passing) => passing.sessionId === sessionId)).toBe(true)
    expect(inRun.length).toBeGreaterThan(0)
  })

  it('[L10] can be had by the time that counts: from it on, and before it', async () => {
    const boxId = await owner.registerBox('SPAN')
    cloud.clock.advance(1000)
    const now = cloud.clock.now()
    const received = timePlus(now, -100)
    const passings = [0, 1, 2].map((ms) => passingAt(timePlus(received, ms)))
    const lost = passingAt('1970-01-01T00:00:00.000Z', { receivedAt: timePlus(received, 1) })
    await post(owner, { boxId, passings: [...passings, lost] })
    const query = `from=${timePlus(received, 1)}&to=${timePlus(received, 2)}&limit=1`
    expect(await pagesOf(owner, `boxes/${boxId}`, query)).toMatchObject([passings[1], lost])
  })

  it('[L10] [O7] the recipient of an ended loan goes on reading its own, and each side only those', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    const own = passingAt(cloud.clock.now())
    cloud.clock.advance(1000)
    await post(recipient, { boxId, passings: [own] })
    await recipient.accepted('returnBox', { loanId })
    cloud.clock.advance(1000)
    const owners = passingAt(cloud.clock.now())
    await post(owner, { boxId, passings: [owners] })
    expect(await pagesOf(recipient, `boxes/${boxId}`)).toMatchObject([own])
    expect(await pagesOf(owner, `boxes/${boxId}`)).toMatchObject([owners])
  })

  it('[R3] who listens is told in which runs there are new ones, its own alone, and many at once', async () => {
    const { boxId } = await lentBox(owner, recipient)
    const sessionId = await startRun(recipient, boxId)
    const [own, others] = [await listen(cloud, recipient.person.token), await listen(cloud, owner.person.token)]
    const stored = passingAt(cloud.clock.now())
    for (let round = 0; round < 10; round += 1) {
      await post(recipient, { boxId, sessionId, passings: [stored, passingAt(cloud.clock.now())] })
    }
    await eventually(() => expect(own.passings()).toContainEqual([sessionId]))
    // Nothing new: nobody is told. What is stored after it is told after it.
    await post(recipient, { boxId, sessionId, passings: [stored] })
    const ownersId = await owner.registerBox(`TOLD${kind.length}`)
    const run = await startRun(owner, ownersId)
    await post(owner, { boxId: ownersId, sessionId: run, passings: [passingAt(cloud.clock.now())] })
    // What was stored before may still be told of: of one's own runs alone.
    await eventually(() => expect(others.passings()).toContainEqual([run]))
    expect(others.passings().flat()).not.toContain(sessionId)
    expect(own.passings().flat()).not.toContain(run)
    expect(own.passings().length).toBeLessThan(10)
    own.leave()
    others.leave()
  })

  it('[F5] a month gets its table when its time comes; what was kept elsewhere moves in, and is found once', async () => {
    const boxId = await owner.registerBox('MONTHS')
    const year = Number(cloud.clock.now().slice(0, 4)) + 1
    const stamps = [`${year}-07-31T23:59:59.999Z`, `${year}-08-01T00:00:00.000Z`, `${year}-08-31T23:59:59.999Z`]
    const passings = [...stamps, `${year}-09-01T00:00:00.000Z`, '1970-01-01T00:00:00.000Z'].map((at) => passingAt(at))
    await post(owner, { boxId, passings })
    const before = await pagesOf(owner, `boxes/${boxId}`)
    expect(await tableOf(boxId, stamps[1] ?? '')).toBe('passing_default')
    cloud.clock.advance(Date.parse(`${year}-08-15T00:00:00Z`) - Date.parse(cloud.clock.now()))
    const deps = { db: cloud.database.db, clock: cloud.clock, config: configWith(1) }
    await Promise.all([makeMonths(deps), makeMonths(deps)])
    owner = new Laptop(cloud, await signIn(cloud, owner.person.member.email))
    expect(await pagesOf(owner, `boxes/${boxId}`)).toEqual(before)
    expect(await post(owner, { boxId, passings })).toMatchObject({ stored: 0, known: passings.length })
    const expected = ['default', `${year}_08`, `${year}_08`, `${year}_09`, 'default'].map((name) => `passing_${name}`)
    const tables: string[] = []
    for (const { at } of passings) tables.push(await tableOf(boxId, at))
    expect(tables).toEqual(expected)
    const later = passingAt(`${year}-10-31T00:00:00.000Z`)
    await post(owner, { boxId, passings: [later] })
    expect(await tableOf(boxId, later.at)).toBe(`passing_${year}_10`)
  })

  /** Where the passing of that stamp is kept. */
  async function tableOf(boxId: string, at: string): Promise<string> {
    const { rows } = await sql<{ name: string }>`
      select tableoid::regclass::text as name from passing where box_id = ${boxId} and at = ${at}`.execute(
      cloud.database.db,
    )
    return rows.map((row) => row.name).join()
  }
})
