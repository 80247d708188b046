import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { purgeFeed } from '../../../cloud/feed-purge.ts'
import { changesSchema } from '../../../shared/cloud-api.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { Laptop, lentBox, PASSWORD, signIn, signUp } from '../../support/laptop.ts'
import { sharedBox } from '../../support/sharing.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openTestWindow } from '../../support/test-window.ts'

const DAY_MS = 24 * 3_600_000

/** What went is told for a time; who comes later begins anew. */
describe.each(DATABASES)('forgetting what went, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let borrower: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
  })
  afterAll(() => cloud.close())
  beforeEach(async () => {
    owner = new Laptop(cloud, await signUp(cloud))
    borrower = new Laptop(cloud, await signUp(cloud))
  })

  const purge = (deletionsKeptMs?: number) => {
    const kept = deletionsKeptMs === undefined ? {} : { deletionsKeptMs }
    return purgeFeed({ db: cloud.database.db, clock: cloud.clock, config: { ...configWith(1), ...kept } })
  }
  const goneOf = async ({ organisationId }: Laptop) =>
    await cloud.database.db
      .selectFrom('feed')
      .select(['kind', 'id', 'seq'])
      .where('organisationId', '=', organisationId)
      .where('body', 'is', null)
      .execute()
  const pageOf = async (laptop: Laptop, cursor: string | undefined, limit = 1000) => {
    const after = cursor === undefined ? '' : `&cursor=${cursor}`
    return changesSchema.parse((await laptop.ask('GET', `/v1/changes?limit=${limit}${after}`)).json())
  }
  /** A loan that the borrower had and whose box it sees no more: what its feed then says of the box is a deletion. */
  const loanThatEnded = async () => {
    const { boxId, loanId } = await lentBox(owner, borrower)
    await borrower.sync()
    const before = borrower.cursor
    await owner.accepted('revokeShare', { loanId })
    return { boxId, before }
  }

  it('[O7] [L9] an old cursor gets the whole state, without what went; one that has heard of it goes on', async () => {
    const { boxId, before } = await loanThatEnded()
    await borrower.sync()
    const after = borrower.cursor
    cloud.clock.advance(91 * DAY_MS)
    borrower = new Laptop(cloud, await signIn(cloud, borrower.person.member.email), borrower.id)
    await purge()
    expect(await goneOf(borrower)).toEqual([])
    expect((await pageOf(borrower, after)).reset).toBe(false)
    const anew = await pageOf(borrower, before)
    expect(anew).toMatchObject({ reset: true, more: false })
    expect(anew.changes.map(({ id }) => id)).not.toContain(boxId)
    expect(anew.changes).toEqual((await pageOf(borrower, undefined)).changes)
    expect((await pageOf(borrower, anew.cursor)).reset).toBe(false)
  })

  it('[F5] numbers go on where they were', async () => {
    await loanThatEnded()
    await borrower.sync()
    const { seen } = borrower
    await purge(-DAY_MS)
    const { at } = await borrower.accepted('createEvent', {
      eventId: crypto.randomUUID(),
      name: 'E',
      date: '2026-06-06',
    })
    expect(at).toBe(seen + 1)
    await borrower.sync()
    expect(borrower.seen).toBe(at)
  })

  it('[G8] what went lately is still told', async () => {
    const { groupId } = await sharedBox(owner, borrower)
    await borrower.sync()
    const before = borrower.cursor
    await owner.accepted('stopGroupShare', { groupId })
    cloud.clock.advance(20 * DAY_MS)
    await purge()
    const page = await pageOf(borrower, before)
    expect(page.reset).toBe(false)
    expect(page.changes).toContainEqual(expect.objectContaining({ kind: 'group', id: groupId, body: null }))
  })

  it('[F5] whoever is in the middle of the whole state goes on, however much was forgotten before', async () => {
    await borrower.createEvent()
    await loanThatEnded()
    await purge(-DAY_MS)
    const whole = await pageOf(borrower, undefined)
    const ids: string[] = []
    let page = await pageOf(borrower, undefined, 1)
    for (;;) {
      ids.push(...page.changes.map(({ id }) => id))
      if (!page.more) break
      page = await pageOf(borrower, page.cursor, 1)
      expect(page.reset).toBe(false)
    }
    expect(ids).toEqual(whole.changes.map(({ id }) => id))
    expect(page.cursor).toBe(whole.cursor)
  })

  it('[O7] what goes while the whole state is read is told on a later page, or the reading begins anew', async () => {
    const { boxId, loanId } = await lentBox(owner, borrower)
    await borrower.sync()
    // The box has been told when it goes.
    const seqs = (await pageOf(borrower, undefined)).changes
    const upToBox = seqs.findIndex(({ id }) => id === boxId) + 1
    const first = await pageOf(borrower, undefined, upToBox)
    expect(first).toMatchObject({ reset: true, more: true })
    await owner.accepted('revokeShare', { loanId })
    const rest = await pageOf(borrower, first.cursor)
    expect(rest.reset).toBe(false)
    expect(rest.changes).toContainEqual(expect.objectContaining({ id: boxId, body: null }))
    await purge(-DAY_MS)
    expect(await pageOf(borrower, first.cursor)).toMatchObject({ reset: true })
    expect(await pageOf(borrower, rest.cursor)).toMatchObject({ reset: false })
  })

  it('[O7] more than fits into one statement is forgotten, too, and of nobody who has nothing that old', async () => {
    const { organisationId } = borrower
    const { db } = cloud.database
    await borrower.sync()
    const goneAt = timePlus(cloud.clock.now(), -100 * DAY_MS)
    const rows = Array.from({ length: 2500 }, (_, index) => {
      return {
        organisationId,
        kind: 'box',
        id: crypto.randomUUID(),
        seq: borrower.seen + index + 1,
        body: null,
        goneAt,
      }
    })
    const number = borrower.seen + rows.length
    for (let start = 0; start < rows.length; start += 500) {
      await db
        .insertInto('feed')
        .values(rows.slice(start, start + 500))
        .execute()
    }
    await db.updateTable('counter').set({ number }).where('organisationId', '=', organisationId).execute()
    await purge()
    expect(await goneOf(borrower)).toEqual([])
    const counters = await db
      .selectFrom('counter')
      .select(['organisationId', 'purgedTo'])
      .where('organisationId', 'in', [organisationId, owner.organisationId])
      .execute()
    const purgedTo = new Map(counters.map((counter) => [counter.organisationId, counter.purgedTo]))
    expect([purgedTo.get(organisationId), purgedTo.get(owner.organisationId)]).toEqual([number, 0])
  })

  it('[O7] [G8] a laptop that comes back after it has nothing of what ended', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const folder = testFolder()
    const window = await openTestWindow(folder, network.url)
    onTestFinished(() => window.stop())
    const { email } = borrower.person.member
    expect((await window.call('signIn', { email, password: PASSWORD })).status).toBe('done')
    const { groupId, boxId } = await sharedBox(owner, borrower)
    const lent = await lentBox(owner, borrower)
    const { eventId } = await borrower.createEvent('Stays')
    const has = (kind: 'group' | 'box' | 'event', id: string) => window.find(kind, (one) => one.id === id)
    await window.until(() => has('event', eventId) && has('box', lent.boxId) && has('group', groupId), 'all of it')
    network.cut()
    await window.until(() => window.status().connection === 'offline', 'being offline')

    await owner.accepted('stopGroupShare', { groupId })
    await owner.accepted('revokeShare', { loanId: lent.loanId })
    await purge(-DAY_MS)
    expect(await goneOf(borrower)).toEqual([])
    network.mend()
    await window.call('syncNow', {})
    await window.until(() => !has('group', groupId), 'the group to go')
    expect([has('box', boxId), has('box', lent.boxId)]).toEqual([undefined, undefined])
    expect(has('event', eventId)).toMatchObject({ name: 'Stays' })
    expect(window.find('loan', ({ id }) => id === lent.loanId)).toMatchObject({ endReason: 'revoked' })
  })
})
