import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase, startCloud } from '../../support/cloud.ts'
import { PASSWORD } from '../../support/laptop.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openTestWindow } from '../../support/test-window.ts'
import { makeScene, secretsOf } from './scene.ts'

it('[O10] [L3] [O6] the cloud’s database holds no password, sign-in, key or code as it is typed', async () => {
  const cloud = await startCloud(await openDatabase('PGlite'))
  const scene = await makeScene(cloud)
  const { db } = cloud.database
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(db)
  expect(tables.length).toBeGreaterThan(20)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.id(name)} t`.execute(db)
    texts.push(...rows.map(({ row }) => row))
  }
  const all = texts.join('\n').toUpperCase()
  expect(all).toContain('SECRET NOTE')
  const wanted = secretsOf(scene).flatMap((secret) => [secret, secret.replaceAll(/[- ]/g, '')])
  expect(wanted.filter((secret) => all.includes(secret.toUpperCase()))).toEqual([])
  await cloud.close()
})

it.skipIf(process.platform === 'win32')(
  '[O10] a laptop keeps sign-in and key in one place, for its user alone',
  async () => {
    const cloud = await startCloud(await openDatabase('PGlite'))
    const { owner } = await makeScene(cloud)
    const folder = testFolder()
    const dataDir = join(folder, 'data')
    const inSecrets = (path: string) => path.includes(join(dataDir, 'secrets'))
    function files(): readonly string[] {
      return readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    }
    function secretFiles(): readonly string[] {
      return files().filter(inSecrets)
    }

    const window = await openTestWindow(dataDir, cloud.url)
    onTestFinished(async () => {
      await window.stop()
      await cloud.close()
    })
    await window.call('signIn', { email: owner.person.member.email, password: PASSWORD })
    await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
    await window.until(() => secretFiles().length > 1, 'sign-in and key')

    const kept = secretFiles().map((path) => readFileSync(path, 'utf8'))
    const secrets = [PASSWORD, ...kept.flatMap((text) => text.split(/[^\w-]+/).filter((part) => part.length > 40))]
    expect(secrets.length).toBeGreaterThan(2)
    for (const path of files()) {
      const text = readFileSync(path, 'latin1')
      if (!inSecrets(path)) expect([path, secrets.filter((secret) => text.includes(secret))]).toEqual([path, []])
      else expect(text).not.toContain(PASSWORD)
    }
    for (const path of secretFiles()) expect((statSync(path).mode & 0o077).toString(8)).toBe('0')
    for (const name of ['members', 'secrets'])
      expect((statSync(join(dataDir, name)).mode & 0o077).toString(8)).toBe('0')
  },
)
