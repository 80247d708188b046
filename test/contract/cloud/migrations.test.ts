import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { statements } from '../../../cloud/db/migrations/0001-first.ts'
import { type Database, openPglite, openPostgres } from '../../../cloud/db/open.ts'
import { hashPassword } from '../../../cloud/passwords.ts'
import { ADMIN } from '../../../shared/permissions.ts'
import { DATABASES, newPostgresDatabase, startCloud } from '../../support/cloud.ts'
import { Laptop, PASSWORD, signIn, signUp } from '../../support/laptop.ts'
import { acceptInvitation, createGroup, invite, share, sharingCodeOf } from '../../support/sharing.ts'

const ids = { organisation: randomUUID(), member: randomUUID(), installation: randomUUID(), box: randomUUID() }
const AT = '2026-01-01T00:00:00Z'

/** What a cloud of the first version leaves behind: an organisation with a member, a laptop, a box and a feed. */
async function firstVersion(): Promise<readonly string[]> {
  const passwordHash = await hashPassword(PASSWORD)
  const { organisation, member, installation, box } = ids
  const body = `{"id":"${organisation}","name":"Old Timing","number":1001,"plan":"CLUB","allowance":10}`
  return [
    ...statements,
    'create table migration (name text primary key, done_at timestamptz not null default now())',
    `insert into migration (name) values ('0001-first')`,
    'update meta set last_organisation_number = 1001',
    `insert into organisation values ('${organisation}', 'Old Timing', 'oidtiming', 1001, 'CLUB', null, null, '${AT}')`,
    `insert into counter values ('${organisation}', 2)`,
    `insert into feed values ('${organisation}', 'organisation', '${organisation}', 1, '${body}')`,
    `insert into feed values ('${organisation}', 'event', '${randomUUID()}', 2, null)`,
    `insert into member values ('${member}', '${organisation}', 'Olga', 'olga@example.com', '${passwordHash}',
      '${ADMIN.id}', '${AT}')`,
    `insert into sign_in values ('${randomUUID()}', '${member}', 'hash', '${AT}', '${AT}')`,
    `insert into installation values ('${installation}', '${organisation}', '${member}', 'Office', 0, null, 0, '${AT}',
      '${AT}')`,
    `insert into box values ('${box}', 'OLD1', 'Start', '', '', '${organisation}', '${organisation}', null, null, null,
      '${AT}')`,
  ]
}

async function onPglite(work: readonly string[]): Promise<{ open(): Promise<Database>; end(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'trackside-migration-'))
  const pglite = await PGlite.create({ dataDir: join(folder, 'database') })
  for (const statement of work) await pglite.exec(statement)
  await pglite.close()
  return { open: () => openPglite(folder), end: () => rm(folder, { recursive: true, force: true }) }
}

async function onPostgres(work: readonly string[]): Promise<{ open(): Promise<Database>; end(): Promise<void> }> {
  const url = await newPostgresDatabase()
  const client = new pg.Client(url)
  await client.connect()
  for (const statement of work) await client.query(statement)
  await client.end()
  return { open: () => openPostgres(url), end: async () => undefined }
}

describe.each(DATABASES)('a database of the first version, on %s', (kind) => {
  it('[G4] [F5] keeps everything, and gives every organisation its partner code in its feed, once', async () => {
    const work = await firstVersion()
    const old = kind === 'PGlite' ? await onPglite(work) : await onPostgres(work)
    const cloud = await startCloud(await old.open())
    // What went before it was written down when counts as gone now: it is told for a while.
    const { db } = cloud.database
    const [gone] = await db.selectFrom('feed').select('goneAt').where('body', 'is', null).execute()
    expect(Date.parse(gone?.goneAt ?? '')).toBeGreaterThan(Date.parse(AT))
    const olga = new Laptop(cloud, await signIn(cloud, 'olga@example.com'), ids.installation)
    const code = await sharingCodeOf(olga)
    expect(code).toMatch(/^P[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(olga.records.get('organisation', olga.organisationId)).toMatchObject({ name: 'Old Timing', plan: 'CLUB' })

    const groupId = await createGroup(olga)
    await olga.accepted('moveBoxToGroup', { boxId: ids.box, groupId })
    const receiver = new Laptop(cloud, await signUp(cloud))
    await share(olga, receiver, groupId)
    await receiver.sync()
    expect(receiver.records.get('box', ids.box)).toMatchObject({ serial: 'OLD1', groupId })
    expect((await acceptInvitation(cloud, (await invite(olga)).code)).status).toBe(200)
    await cloud.close()

    const again = await startCloud(await old.open())
    const later = new Laptop(again, await signIn(again, 'olga@example.com'), ids.installation)
    expect(await sharingCodeOf(later)).toBe(code)
    await again.close()
    await old.end()
  })
})
