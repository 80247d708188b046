import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeCursor } from '../../../cloud/cursor.ts'
import { readPosition } from '../../../cloud/db/feed.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import type { Tx } from '../../../cloud/db/tables.ts'
import { transact } from '../../../cloud/db/transact.ts'
import { carryOut } from '../../../cloud/db/writes.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'

/** What goes out before the last answer is there. */
describe('fewer ways to the database', () => {
  let cloud: RunningCloud

  beforeAll(async () => {
    cloud = await startCloud(await openPostgres(await newPostgresDatabase()))
    await sql`create table kept (number integer primary key check (number > 0))`.execute(cloud.database.db)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await cloud.close()
  })

  const kept = async () => {
    const { rows } = await sql<{ readonly number: number }>`select number from kept order by number`.execute(
      cloud.database.db,
    )
    return rows.map((row) => row.number)
  }
  const put = (number: number) => [sql`insert into kept values (${number})`]

  it('[F5] what fails right before the commit takes all with it, and is told', async () => {
    const { db } = cloud.database
    const before = await kept()
    const failing = transact(db, async (trx) => {
      await carryOut(trx, put(7))
      await carryOut(trx, put(-7))
    })
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    const twice = transact(db, async (trx) => {
      await carryOut(trx, put(8))
      await carryOut(trx, put(8))
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    expect(await kept()).toEqual(before)
    await transact(db, (trx) => carryOut(trx, put(9)))
    expect(await kept()).toEqual([...before, 9])
  })

  it('[F5] what is asked behind a write that failed is told why that one did', async () => {
    const asking = transact(cloud.database.db, async (trx) => {
      await carryOut(trx, put(-1))
      await sql`select 1`.execute(trx)
    })
    await expect(asking).rejects.toMatchObject({ code: '23514' })
  })

  it('[F5] of what is asked at once, what failed first is the reason, and is tried again where that may help', async () => {
    const failing = (trx: Tx, state: string) =>
      sql`do ${sql.lit(`begin raise exception using errcode = '${state}'; end`)}`.execute(trx)
    const asking = transact(cloud.database.db, async (trx) => {
      const first = failing(trx, '22012')
      first.catch(() => undefined)
      await sql`select 1`.execute(trx)
    })
    await expect(asking).rejects.toMatchObject({ code: '22012' })
    let tries = 0
    await transact(cloud.database.db, async (trx) => {
      tries += 1
      const first = tries === 1 ? failing(trx, '40001') : undefined
      await Promise.all([sql`select 1`.execute(trx), first])
    })
    expect(tries).toBe(2)
  })

  it('[F5] what failed and nobody waited for takes all with it, and is told', async () => {
    const before = await kept()
    const unheard = transact(cloud.database.db, async (trx) => {
      await carryOut(trx, put(70))
      sql`select 1 / 0`.execute(trx).catch(() => undefined)
      await sql`select 1`.execute(trx).catch(() => undefined)
    })
    await expect(unheard).rejects.toMatchObject({ code: '22012' })
    expect(await kept()).toEqual(before)
  })

  it('[F5] the same unique place taken at the same moment: it is tried once more', async () => {
    let tries = 0
    await transact(cloud.database.db, async (trx) => {
      tries += 1
      await carryOut(trx, tries === 1 ? [...put(50), sql`insert into kept values (50)`] : put(51))
    })
    expect(tries).toBe(2)
    expect(await kept()).toContain(51)
    expect(await kept()).not.toContain(50)
  })

  it('[L6] [O4] whatever a command reads is asked for behind its locks, installation before counters', async () => {
    const laptop = new Laptop(cloud, await signUp(cloud))
    const boxId = await laptop.registerBox('LOCKED-1')
    const query = vi.spyOn(pg.Client.prototype, 'query')
    await laptop.accepted('editBox', { boxId, alias: 'Behind the locks' })
    const texts = query.mock.calls.map(([text]) => String(text))
    query.mockRestore()
    const begun = texts.indexOf('begin')
    const inside = texts.slice(begun, texts.indexOf('commit', begun) + 1)
    const first = (pattern: RegExp) => inside.findIndex((text) => pattern.test(text))
    const order = [first(/^begin/), first(/"installation" .*for update/), first(/"counter" .*for update/)]
    const reads = [/from "box"/, /from "loan"/, /from "organisation"/, /from "member"/].map(first)
    const end = [first(/insert into feed/), first(/^commit/)]
    expect([...order, ...reads, ...end]).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    for (const read of reads) expect(read).toBeGreaterThan(order.at(-1) ?? 0)
    expect(Math.max(...reads)).toBeLessThan(end[0] ?? 0)
  })

  it('[F7] a cursor that can’t be gone on from acknowledges nothing', async () => {
    const { db } = cloud.database
    const laptop = new Laptop(cloud, await signUp(cloud))
    await laptop.registerBox('CURSOR-1')
    const { epoch, number } = await readPosition(db, laptop.organisationId)
    const acknowledged = async (cursor: {
      readonly epoch: string
      readonly number: number
      readonly begunAt?: number
    }) => {
      await laptop.ask('GET', `/v1/changes?cursor=${writeCursor(cursor)}`)
      const query = db.selectFrom('installation').select('acknowledged').where(sql<boolean>`id = ${laptop.id}`)
      return (await query.executeTakeFirstOrThrow()).acknowledged
    }
    expect(await acknowledged({ epoch, number: number + 1000 })).toBe(0)
    expect(await acknowledged({ epoch: epoch.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), number })).toBe(0)
    expect(await acknowledged({ epoch, number: 1, begunAt: number })).toBe(0)
    expect(await acknowledged({ epoch, number })).toBe(number)
    await db
      .updateTable('counter')
      .set({ purgedTo: number })
      .where('organisationId', '=', laptop.organisationId)
      .execute()
    await db.updateTable('installation').set({ acknowledged: 0 }).where(sql<boolean>`id = ${laptop.id}`).execute()
    expect(await acknowledged({ epoch, number: number - 1 })).toBe(0)
    expect(await acknowledged({ epoch, number })).toBe(number)
  })
})
