import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { makeCertificates } from '../../support/certificates.ts'
import { startChild } from '../../support/child.ts'
import { letLoose } from '../../support/crowd/crowd.ts'
import { findingsOf, setScene, startProcess } from '../../support/crowd/scene.ts'
import { type OwnPostgres, startOwnPostgres } from '../../support/own-postgres.ts'

describe('a PostgreSQL that takes connections over TLS alone', () => {
  let folder: string
  let root: string
  let postgres: OwnPostgres

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trackside-tls-'))
    const made = makeCertificates(join(folder, 'own'), 'IP:127.0.0.1')
    root = made.root
    const files = {
      'server.crt': made.certificate,
      'server.key': made.key,
      'pg_hba.conf': 'hostssl all all 127.0.0.1/32 password\n',
    }
    postgres = await startOwnPostgres({ settings: ['ssl=on', 'track_commit_timestamp=on'], files })
  })
  afterAll(async () => {
    await postgres.end()
    rmSync(folder, { recursive: true })
  })

  const verified = (url: string, rootFile: string) => `${url}?sslmode=verify-full&sslrootcert=${rootFile}`

  it('[F5] a crowd works through it: what is asked at once arrives whole and in its order', async () => {
    const databaseUrl = verified(postgres.url, root)
    const scene = await setScene(databaseUrl, { organisations: 2, laptopsEach: 4 })
    const { url } = await startProcess(databaseUrl)
    const story = await letLoose(scene.members, { urls: () => [url], commands: 8, seed: 6 })
    expect(await findingsOf(scene, story)).toEqual([])
    expect(story.told).toHaveLength(8 * 8)
    const client = new pg.Client(databaseUrl)
    await client.connect()
    const { rows } = await client.query<{ readonly ssl: boolean }>(
      "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'trackside'",
    )
    await client.end()
    // Its own connections, and the one that listens.
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.every(({ ssl }) => ssl)).toBe(true)
  })

  it.each([
    [
      'another root',
      () => verified(postgres.url, makeCertificates(join(folder, 'other'), 'IP:127.0.0.1').root),
      /^the database of DATABASE_URL can’t be used: .*unable to verify the first certificate/m,
    ],
    [
      'another name',
      () => verified(postgres.url.replace('127.0.0.1', 'localhost'), root),
      /^the database of DATABASE_URL can’t be used: .*does not match certificate's altnames: Host: localhost/m,
    ],
    ['no TLS', () => postgres.url, /^the database of DATABASE_URL can’t be used: .*no encryption/m],
    [
      'TLS that isn’t there',
      () => verified(`${inject('postgresUrl')}/postgres`, root),
      /^the database of DATABASE_URL can’t be used: .*does not support SSL/m,
    ],
    [
      'no server',
      () => 'postgres://localhost:1/postgres',
      /^the database of DATABASE_URL can’t be used: .*ECONNREFUSED/m,
    ],
  ])('starts no cloud with %s, and says why', async (_, address, why) => {
    const child = startChild('cloud/main.ts', ['--port', '0'], { DATABASE_URL: address() })
    await vi.waitFor(() => expect(child.process.exitCode).toBe(1), { timeout: 30_000 })
    expect(child.output()).toMatch(why)
  })
})
