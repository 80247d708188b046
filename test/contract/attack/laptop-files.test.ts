import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { PASSWORD } from '../../support/laptop.ts'
import { openTestWindow, type TestWindow } from '../../support/test-window.ts'
import { Heard } from './heard.ts'
import { nastyText, spoiltText } from './json-values.ts'
import { keptFolder } from './kept-folder.ts'
import { mutatedBytes } from './mutated.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'
import { makeScene, type Scene } from './scene.ts'

const STARTS_WITHIN_MS = 30_000
/** What a start tells of a file that isn't as it was left. */
const TOLD = ['settings-reset', 'store-broken', 'store-foreign', 'store-newer']

describe('files that somebody has been at', () => {
  const heard = new Heard()
  const folder = keptFolder()
  const whole = join(folder.path, 'whole')
  let cloud: RunningCloud
  let scene: Scene
  let store: string

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'))
    scene = await makeScene(cloud)
    const window = await open(whole)
    const { email } = scene.owner.person.member
    await window.call('signIn', { email, password: PASSWORD })
    await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
    await window.give('createEvent', { eventId: crypto.randomUUID(), name: 'Kept', date: '2026-12-01' })
    await window.stop()
    const [name = ''] = readdirSync(join(whole, 'members')).filter((one) => one.endsWith('.db'))
    store = join('members', name)
    const kept = readdirSync(join(whole, 'secrets')).map((one) => readFileSync(join(whole, 'secrets', one), 'utf8'))
    heard.keepSecret(PASSWORD, ...kept.flatMap((text) => text.split(/[^\w-]+/).filter((part) => part.length > 40)))
  })
  afterAll(async () => {
    await cloud.close()
    folder.remove()
  })

  async function open(dataDir: string): Promise<TestWindow> {
    return await openTestWindow(dataDir, cloud.url, { log: streamLogger((line) => heard.say(line)) })
  }

  /** Starts on a copy that `spoil` has been at, asks something, and ends. @returns what the start told */
  async function startOn(spoil: (folder: string) => void): Promise<readonly string[]> {
    const copy = join(folder.path, crypto.randomUUID())
    cpSync(whole, copy, { recursive: true })
    spoil(copy)
    const timer = new AbortController()
    const late = new Promise<never>((_, reject) => {
      const wait = setTimeout(() => reject(new Error('the start hangs')), STARTS_WITHIN_MS)
      timer.signal.addEventListener('abort', () => clearTimeout(wait))
    })
    try {
      const window = await Promise.race([open(copy), late])
      const status = window.status()
      await Promise.race([window.call('saveSettings', { theme: 'dark' }), late])
      const isSignedIn = status.identity !== undefined
      const told = status.problems.filter((problem) => TOLD.includes(problem))
      // Nobody is signed in only where the file says so, or where the reason is told.
      const saysSignedOut = !readSignedIn(join(copy, 'settings.json'))
      expect(isSignedIn || told.length > 0 || saysSignedOut, heard.lines.slice(-3).join('')).toBe(true)
      await window.stop()
      return told
    } finally {
      timer.abort()
    }
  }

  it(
    'settings that are something else don’t keep it from starting',
    async () => {
      const settings = readFileSync(join(whole, 'settings.json'), 'utf8')
      const spoilt = fc.oneof(
        spoiltText(JSON.parse(settings) as unknown),
        mutatedBytes(new Uint8Array(Buffer.from(settings))),
      )
      await fc.assert(
        fc.asyncProperty(spoilt, async (content) => {
          await startOn((copy) => writeFileSync(join(copy, 'settings.json'), content))
        }),
        scaled(15),
      )
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    '[F5] a store with any bytes changed is opened, or it is told',
    async () => {
      const bytes = new Uint8Array(readFileSync(join(whole, store)))
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(bytes.length - 1), { minLength: 1, maxLength: 200 }),
          fc.nat(254),
          async (places, by) => {
            const changed = Uint8Array.from(bytes)
            for (const place of places) changed[place] = (changed[place] ?? 0) ^ (by + 1)
            await startOn((copy) => writeFileSync(join(copy, store), changed))
          },
        ),
        scaled(8),
      )
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    '[F5] a store with other words in its tables is opened, or it is told',
    async () => {
      const cells = textCells(join(whole, store))
      expect(cells.length).toBeGreaterThan(15)
      const content = fc.oneof(nastyText(), fc.constantFrom('{', '[]', 'null', '{"id":1}', '{}', '1e400', '"x"'))
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...cells), content, async ({ table, column }, text) => {
          await startOn((copy) => {
            const database = new Database(join(copy, store))
            // What a column may not hold stays as it was.
            database.prepare(`UPDATE OR IGNORE "${table}" SET "${column}" = ?`).run(text)
            database.close()
          })
        }),
        scaled(20),
      )
    },
    FUZZ_TIMEOUT_MS,
  )

  it('no secret is told by any of it', () => {
    heard.expectNoSecret()
  })
})

function textCells(path: string): readonly { readonly table: string; readonly column: string }[] {
  const database = new Database(path, { readonly: true })
  const rows = database
    .prepare(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_schema m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.type = 'TEXT'`,
    )
    .all() as { readonly table: string; readonly column: string }[]
  const filled = rows.filter(({ table }) => database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined)
  database.close()
  return filled
}

function readSignedIn(path: string): boolean {
  const { signedIn, members } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly signedIn?: boolean
    readonly members?: readonly unknown[]
  }
  return signedIn === true && members !== undefined && members.length > 0
}
