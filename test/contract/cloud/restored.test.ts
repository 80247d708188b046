import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { renewEpoch } from '../../../cloud/db/feed.ts'
import { type Child, cloudAddress, startChild } from '../../support/child.ts'
import { DATABASES, openDatabase, startCloud } from '../../support/cloud.ts'
import { openFieldLaptop } from '../../support/field-laptop.ts'
import { Laptop, signIn, signUp } from '../../support/laptop.ts'
import { startOwnPostgres } from '../../support/own-postgres.ts'
import { testFolder } from '../../support/test-folder.ts'
import { DEMO_PASSWORD } from '../../support/test-window.ts'

/** Where the cloud keeps its data, and how that is copied and brought back. */
interface Kept {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  backUp(): Promise<void>
  restore(): Promise<void>
}

function inFolder(): Kept {
  const folder = testFolder()
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')]
  return {
    args: ['--data', data],
    env: {},
    async backUp() {
      cpSync(data, copy, { recursive: true })
    },
    async restore() {
      rmSync(data, { recursive: true })
      cpSync(copy, data, { recursive: true })
    },
  }
}

async function inPostgres(): Promise<Kept> {
  const postgres = await startOwnPostgres()
  onTestFinished(() => postgres.end())
  return { args: [], env: { DATABASE_URL: postgres.url }, backUp: postgres.backUp, restore: postgres.restore }
}

async function startOn({ args, env }: Kept, port = '0'): Promise<{ readonly child: Child; readonly port: string }> {
  const child = startChild('cloud/main.ts', ['--demo', ...args, '--port', port], env)
  onTestFinished(() => child.end())
  return { child, port: new URL(await cloudAddress(child)).port }
}

describe.each(DATABASES)('a new epoch, on %s', (kind) => {
  it('[F5] everybody begins anew, once', async () => {
    const cloud = await startCloud(await openDatabase(kind))
    onTestFinished(() => cloud.close())
    const laptop = new Laptop(cloud, await signUp(cloud))
    await laptop.createEvent()
    await laptop.sync()
    const { cursor } = laptop
    const read = async (after = cursor) =>
      (await laptop.ask('GET', `/v1/changes?cursor=${after}`)).json() as Record<string, unknown>
    const before = await read()
    const epoch = await renewEpoch(cloud.database.db)
    const after = await read()
    expect(after).toMatchObject({ epoch, reset: true })
    expect(epoch).not.toBe(before['epoch'])
    expect(await read(String(after['cursor']))).toMatchObject({ epoch, reset: false, changes: [] })
  })
})

describe('npm run cloud -- --restored', () => {
  it('needs a database that stays', async () => {
    const child = startChild('cloud/main.ts', ['--restored'], { DATABASE_URL: '' })
    await child.line(/^--restored needs --data or DATABASE_URL$/)
  })

  it.each([
    ['a folder, copied while no cloud runs', inFolder],
    ['PostgreSQL, copied by files while the cloud runs', inPostgres],
  ] as const)(
    '[F5] after a restore of %s, laptops give again what the copy lacks',
    { timeout: 180_000 },
    async (_, open) => {
      const kept = await open()
      const first = await startOn(kept)
      const { port } = first
      const url = `http://127.0.0.1:${port}`
      const sierra = await openFieldLaptop(url, 'admin@sierra')
      const costa = await openFieldLaptop(url, 'admin@costa')
      const event = async (name: string) => {
        const eventId = randomUUID()
        await sierra.window.give('createEvent', { eventId, name, date: '2026-12-01', timeZone: 'Europe/Madrid' })
        return eventId
      }
      const before = await event('In the copy')
      await sierra.online()
      if (open === inFolder) await first.child.end()
      await kept.backUp()
      await first.child.end()

      // A day's work after the copy was made.
      const second = await startOn(kept, port)
      const lost = await event('After the copy')
      const lent = await sierra.lend(['CLBX30201'])
      await sierra.online()
      expect(await costa.receive(lent.ticket)).toMatchObject({ status: 'done' })
      await costa.online()
      await sierra.window.give('editBox', { boxId: sierra.box('CLBX30202').id, alias: 'Renamed' })
      await sierra.online()
      await second.child.end('SIGKILL')

      await kept.restore()
      const restoring = startChild('cloud/main.ts', ['--restored', ...kept.args], kept.env)
      await restoring.line(/^restored: every laptop begins anew at its next contact/)
      await restoring.end()
      const third = await startOn(kept, port)
      // The borrower comes first, whose loan the cloud knows nothing of.
      await costa.online()
      await sierra.online()
      const holder = () => sierra.box('CLBX30201').holderId
      await sierra.window.until(() => holder() === costa.window.status().identity?.organisation.id, 'the loan again')
      await costa.online()

      for (const [laptop, email] of [
        [sierra, 'admin@sierra.example'],
        [costa, 'admin@costa.example'],
      ] as const) {
        expect(laptop.window.cards().filter((card) => card.kind === 'refusal')).toEqual([])
        const fresh = new Laptop({ url } as never, await signIn({ url }, email, DEMO_PASSWORD))
        await fresh.sync()
        for (const kind of ['event', 'box', 'loan', 'partner'] as const) {
          const byId = (records: Iterable<{ readonly id: string }>) =>
            [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1))
          await laptop.online()
          expect(byId(laptop.window.all(kind))).toEqual(byId(fresh.records.all(kind)))
        }
      }
      const events: readonly string[] = sierra.window.all('event').map(({ id }) => id)
      expect([before, lost].filter((id) => !events.includes(id))).toEqual([])
      expect(sierra.box('CLBX30202').alias).toBe('Renamed')
      expect(sierra.window.all('loan').filter(({ boxSerial }) => boxSerial === 'CLBX30201')).toHaveLength(1)
      await third.child.end()
    },
  )
})
