import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPosition } from '../../../cloud/db/feed.ts'
import { noteContact } from '../../../cloud/db/installations.ts'
import { transact } from '../../../cloud/db/transact.ts'
import { installationIdSchema } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signUp } from '../../support/laptop.ts'
import { startRun } from '../../support/recorded.ts'

describe.each(DATABASES)('contact, on %s', (kind) => {
  let cloud: RunningCloud

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
  })
  afterAll(() => cloud.close())

  it('[F7] [L10] alone it doesn’t wait for the disk, and is seen at once; what a laptop learnt by it is durable', async () => {
    const { db } = cloud.database
    const owner = new Laptop(cloud, await signUp(cloud))
    const recipient = new Laptop(cloud, await signUp(cloud))
    const { boxId, loanId } = await lentBox(owner, recipient)
    await startRun(recipient, boxId)
    await recipient.sync()
    const [id, memberId] = [installationIdSchema.parse(recipient.id), recipient.person.member.id]
    const lastSeenAt = async () => {
      const found = db.selectFrom('installation').select('lastSeenAt').where('id', '=', id)
      return (await found.executeTakeFirstOrThrow()).lastSeenAt
    }
    /** Notes it, and says how the commit of it would be. */
    const commitOf = async () => {
      const [now, takenIn] = [cloud.clock.now(), await readPosition(db, recipient.organisationId)]
      return await transact(db, async (trx) => {
        const contact = { now, announcedSince: '2000-01-01T00:00:00.000Z', takenIn }
        expect(await noteContact(trx, id, memberId, contact)).toBeDefined()
        const { rows } = await sql<{ readonly setting: string }>`
          select current_setting('synchronous_commit') as setting`.execute(trx)
        return rows[0]?.setting
      })
    }
    expect(await commitOf()).toBe('off')
    await owner.accepted('revokeShare', { loanId })
    expect(await commitOf()).toBe('on')
    expect(await commitOf()).toBe('off')
    const before = cloud.clock.now()
    await recipient.sync()
    expect((await lastSeenAt()) >= before).toBe(true)
    // It is that statement's alone.
    const { rows } = await sql<{ readonly setting: string }>`
      select current_setting('synchronous_commit') as setting`.execute(db)
    expect(rows[0]?.setting).toBe('on')
  })
})
