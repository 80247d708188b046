import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Child, cloudAddress, startChild } from '../../support/child.ts'
import { newPostgresDatabase } from '../../support/cloud.ts'
import { Laptop, type Person, request, signIn } from '../../support/laptop.ts'
import { readTrust } from '../../support/signing-laptop.ts'

const DEMO_PASSWORD = 'trackside-demo'

/** The program itself, as `npm run cloud` starts it. */
describe('npm run cloud', () => {
  let folder: string
  const children: Child[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trackside-cloud-'))
  })
  afterAll(async () => {
    await Promise.all(children.map((child) => child.end()))
    await rm(folder, { recursive: true, force: true })
  })

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = startChild('cloud/main.ts', [...args, '--port', '0'], env)
    children.push(child)
    return child
  }
  const start = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = run(args, env)
    return { child, url: await cloudAddress(child) }
  }

  it('with --demo it holds three organisations to try everything with, no loans and no shares', async () => {
    const { child, url } = await start(['--demo', '--test-clock'])
    const people = new Map<string, Person>()
    for (const domain of ['sierra', 'costa', 'valle']) {
      for (const login of ['admin', 'timer', 'viewer']) {
        const email = `${login}@${domain}.example`
        people.set(email, await signIn({ url }, email, DEMO_PASSWORD))
      }
    }
    const scene = async (domain: string) => {
      const person = people.get(`admin@${domain}.example`)
      if (person === undefined) throw new Error('nobody signed in')
      const laptop = new Laptop({ url } as never, person)
      await laptop.sync()
      const all = <K extends 'box' | 'event' | 'race' | 'checkpoint' | 'loan'>(kind: K) => [...laptop.records.all(kind)]
      const { name, plan, contactPhone } = person.organisation
      expect(contactPhone).toBeDefined()
      expect(all('loan')).toEqual([])
      const kinds = new Set(all('checkpoint').map((checkpoint) => checkpoint.kind))
      expect([...kinds].toSorted()).toEqual(['FINISH', 'INTERMEDIATE', 'START'])
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Madrid' })
      for (const race of all('race')) {
        expect(today.format(new Date(race.plannedStart ?? 0))).toBe(all('event')[0]?.date)
        expect((race.expectedEnd ?? '') > (race.plannedStart ?? '')).toBe(true)
      }
      const serials = all('box')
        .map((box) => box.serial)
        .toSorted()
      expect([...laptop.records.all('groupShare')]).toEqual([])
      const groups = [...laptop.records.all('group')].map((group) => group.name).toSorted()
      const grouped = all('box').filter((box) => box.groupId !== null).length
      return { name, plan, serials, events: all('event').length, races: all('race').length, groups, grouped }
    }
    const serials = (from: number, count: number) => Array.from({ length: count }, (_, index) => `CLBX${from + index}`)
    const event = { events: 1, races: 2, groups: [], grouped: 0 }
    expect(await scene('sierra')).toEqual({
      name: 'Sierra Timing',
      plan: 'PRO',
      serials: serials(30_201, 12),
      ...event,
      ...{ groups: ['Madrid depot', 'North kit', 'South kit'], grouped: 6 },
    })
    expect(await scene('costa')).toEqual({ name: 'Costa Events', plan: 'FREE', serials: serials(30_301, 1), ...event })
    expect(await scene('valle')).toEqual({ name: 'Valle Cronos', plan: 'CLUB', serials: serials(30_401, 4), ...event })

    const clock = await request({ url }, 'POST', '/v1/test/clock', { body: { advanceMs: 3_600_000 } })
    const { now } = clock.json() as { now: string }
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(3_500_000)
    expect((await request({ url }, 'POST', '/v1/test/clock', { body: { advanceMs: -1 } })).code).toBe('MALFORMED')

    await child.end()
    expect(child.process.exitCode).toBe(0)
    expect(child.output()).not.toContain(DEMO_PASSWORD)
    for (const person of people.values()) expect(child.output()).not.toContain(person.token)
  })

  it('[F5] keeps its data in --data, over a kill as well, and holds the folder for itself alone', async () => {
    const args = ['--demo', '--data', folder]
    const first = await start(args)
    const person = await signIn(first, 'admin@valle.example', DEMO_PASSWORD)
    const laptop = new Laptop(first as never, person)
    await laptop.sync()
    const retired = [...laptop.records.all('box')][0]?.id ?? ''
    await laptop.accepted('retireBox', { boxId: retired })
    const second = run(args)
    await second.line(/another cloud is running with the data folder/)
    expect((await request(first, 'GET', '/healthz')).status).toBe(200)
    await first.child.end('SIGKILL')
    const again = await start(args)
    const back = new Laptop(again as never, person, laptop.id)
    await back.sync()
    expect(back.records.get('box', retired)).toHaveProperty('retiredAt')
    expect((await request(again, 'POST', '/v1/test/clock', { body: { advanceMs: 1 } })).code).toBe('NOT_FOUND')
    await again.child.end()
  })

  it('works on the PostgreSQL of DATABASE_URL, also where demo data is there already', async () => {
    const env = { DATABASE_URL: await newPostgresDatabase() }
    for (let round = 0; round < 2; round += 1) {
      const { child, url } = await start(['--demo'], env)
      await signIn({ url }, 'viewer@costa.example', DEMO_PASSWORD)
      await child.end()
      expect(child.process.exitCode).toBe(0)
    }
  })

  it('[F4] --rotate-root makes the next root key the current one, also beside a running cloud', async () => {
    const env = { DATABASE_URL: await newPostgresDatabase() }
    const { child, url } = await start([], env)
    const kids = async () => (await readTrust({ url })).trust.roots.map(({ kid }) => Buffer.from(kid).toString('hex'))
    const before = await kids()
    const rotation = run(['--rotate-root'], env)
    await rotation.line(new RegExp(`^root keys: current ${before[1]}, next [0-9a-f]{16}$`))
    await vi.waitFor(() => expect(rotation.process.exitCode).toBe(0), { timeout: 30_000 })
    const [current, , previous] = await kids()
    expect([current, previous]).toEqual([before[1], before[0]])
    await child.end()
  })

  it('[F4] --rotate-root needs a database that stays', async () => {
    const child = run(['--rotate-root'])
    await child.line(/^--rotate-root needs --data or DATABASE_URL$/)
  })

  it('[F4] takes root keys from a file of the operator’s, and keeps them out of its database and its log', async () => {
    const keys = [0, 1].map(() => generateKeyPairSync('ed25519').privateKey)
    const old = generateKeyPairSync('ed25519').publicKey
    const pem = keys.map((key) => String(key.export({ format: 'pem', type: 'pkcs8' })))
    const file = join(folder, 'root-keys.pem')
    await writeFile(file, [...pem, old.export({ format: 'pem', type: 'spki' })].join('\n'))
    const env = { DATABASE_URL: await newPostgresDatabase(), TRACKSIDE_ROOT_KEYS: file, LOG_LEVEL: 'trace' }
    const { child, url } = await start([], env)
    const { trust } = await readTrust({ url })
    const publicKeys = [...keys.map((key) => createPublicKey(key)), old].map((key) => key.export({ format: 'jwk' }).x)
    expect(trust.roots.map((root) => Buffer.from(root.publicKey).toString('base64url'))).toEqual(publicKeys)
    for (const text of pem) expect(child.output()).not.toContain(text.split('\n')[1])
    await child.end()
    const rotation = run(['--rotate-root'], env)
    await rotation.line(/the root keys are rotated in the file that they are in/)
    // A database that has made its own keys doesn't change to others.
    const own = { ...env, TRACKSIDE_ROOT_KEYS: '' }
    await (await start([], own)).child.end()
    await run([], env).line(/this database has root keys of its own/)
  })

  it.each([
    ['nothing', ''],
    ['one key', pemOf('ed25519')],
    ['three keys', pemOf('ed25519') + pemOf('ed25519') + pemOf('ed25519')],
    ['keys of another kind', pemOf('ed25519') + pemOf('x25519')],
    ['broken keys', pemOf('ed25519') + pemOf('ed25519').replace(/\n.{8}/, '\nAAAAAAAA')],
  ])(
    '[F4] doesn’t start with a file of root keys that holds %s, and tells nothing of what is in it',
    async (_, text) => {
      const file = join(folder, 'wrong.pem')
      await writeFile(file, text)
      const child = run([], { TRACKSIDE_ROOT_KEYS: file })
      await child.line(/wrong\.pem must hold two Ed25519 private keys/)
      const [, secret = 'no key'] = text.split('\n')
      if (secret !== '') expect(child.output()).not.toContain(secret)
    },
  )

  it.each([[['--test-clock']], [['--port', 'x']], [['--port', '70000']], [['--nonsense']]])(
    'says how it is used where it is started with %j',
    async (args) => {
      const child = startChild('cloud/main.ts', args)
      children.push(child)
      await child.line(/^usage: npm run cloud/)
      await vi.waitFor(() => expect(child.process.exitCode).toBe(1), { timeout: 30_000 })
    },
  )
})

function pemOf(type: 'ed25519' | 'x25519'): string {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')
  return String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
}
