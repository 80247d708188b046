import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { diagnosticsText } from '../../../electron/shell/diagnostics.ts'
import { eventIdSchema } from '../../../shared/records/scalars.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { type ElectronStandIn, standInSafeStorage } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { openPage, startApplication } from './running-application.ts'

const EMAIL = 'admin@sierra.example'
const PASSWORD = 'trackside-demo'
const NEW_PASSWORD = 'twelve spotted ladybirds'
const WRONG_PASSWORD = 'eleven spotted ladybirds'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

type Page = ReturnType<typeof openPage>

function done<Result extends { readonly status: string }>(result: Result): Extract<Result, { status: 'done' }> {
  if (result.status !== 'done') throw new Error(`not done: ${JSON.stringify(result)}`)
  return result as Extract<Result, { status: 'done' }>
}

/** The bodies of the records of a kind that the page got. */
function records(page: Page, kind: string): readonly Record<string, unknown>[] {
  const changes = page.pushes.flatMap((push) => (push.push === 'replica' ? push.changes : []))
  return changes.flatMap((change) => (change.kind === kind && change.body !== null ? [change.body] : []))
}

function status(page: Page) {
  const push = page.pushes.findLast((one) => one.push === 'status')
  if (push?.push !== 'status') throw new Error('no status yet')
  return push.status
}

/** What the secret store was given: sign-in and private key, each as one text and in its parts. */
async function keptSecrets(dataDir: string): Promise<readonly string[]> {
  const folder = join(dataDir, 'secrets')
  const { decryptStringAsync } = standInSafeStorage()
  const texts: string[] = []
  for (const name of readdirSync(folder)) {
    const { result } = await decryptStringAsync(readFileSync(join(folder, name)))
    texts.push(result, ...[...result.matchAll(/[\w-]{20,}/g)].map(([part]) => part))
  }
  return texts
}

async function savedBy({ app, menus }: ElectronStandIn): Promise<string> {
  const path = join(testFolder(), 'diagnostics.txt')
  app.saveTo = path
  const items = menus.at(-1)?.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  const item = items?.find(({ label }) => label === 'Save Diagnostics…')
  item?.click?.(undefined as never, undefined, undefined as never)
  return await eventually(() => {
    const text = readFileSync(path, 'utf8')
    if (!text.includes('Log of the core')) throw new Error('not all of it yet')
    return text
  })
}

/** Whatever a person or a cloud gives that opens something, as it comes up in a day's work. @returns all of it */
async function workWithSecrets(page: Page): Promise<readonly string[]> {
  const { core } = page
  expect(await core.call('signIn', { email: EMAIL, password: WRONG_PASSWORD })).toMatchObject({ status: 'failed' })
  done(await core.call('signIn', { email: EMAIL, password: PASSWORD }))
  await eventually(() => expect(status(page)).toMatchObject({ loading: false, connection: 'online' }))
  await eventually(() => expect(status(page).signing?.certificateUntil).toBeDefined())
  const box = records(page, 'box').find(({ serial }) => serial === 'CLBX30201')
  const boxIds = [String(box?.['id']) as never]
  const lent = done(await core.call('lend', { boxIds, validity: '1d', releaseFromEvent: false }))
  const card = await core.call('signedForm', { form: 'card', loanIds: [] })
  const roleId = String(records(page, 'member').find(({ email }) => email === 'timer@sierra.example')?.['roleId'])
  const invited = done(await core.call('invite', { email: 'nora@example.com', roleId: roleId as never }))
  const { key } = done(await core.call('createApiKey', { name: 'Results', access: 'READ' }))
  await core.call('give', { commands: [{ type: 'newSharingCode', args: {} }] })
  const eventId = eventIdSchema.parse(randomUUID())
  const args = { eventId, name: 'Night run', date: '2026-12-01' }
  await core.call('give', { commands: [{ type: 'createEvent', args }] })
  const board = await core.call('boardLink', { eventId })
  // Each is also given back to the core, where it is taken for what it isn't, or is one's own.
  for (const text of [lent.code, lent.ticket ?? '', card.text ?? '', invited.code, key.key]) {
    await core.call('receive', { text })
    await core.call('lookUpSharingCode', { code: text.slice(0, 100) })
  }
  done(await core.call('changePassword', { old: PASSWORD, new: NEW_PASSWORD }))
  const sharingCodes = records(page, 'organisation').flatMap(({ sharingCode }) => sharingCode ?? [])
  return [
    ...[PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, lent.code, lent.ticket, card.text, invited.code, key.key],
    ...[new URL(board.url).hash.slice(1), ...sharingCodes],
  ].map((secret) => {
    if (typeof secret !== 'string' || secret.length < 8) throw new Error(`no secret: ${JSON.stringify(secret)}`)
    return secret
  })
}

it('tell what the core logged and nothing that opens anything: no password, code, key, ticket or name', async () => {
  const dataDir = testFolder()
  const network = await startCuttableNetwork(cloud.url)
  onTestFinished(() => network.close())
  const { electron, quit } = await startApplication(dataDir, network.url)
  onTestFinished(quit)
  const page = openPage(electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  const given = await workWithSecrets(page)
  const kept = await keptSecrets(dataDir)
  // The sign-in and the private key.
  expect(readdirSync(join(dataDir, 'secrets')).length).toBeGreaterThan(1)

  // A fault in the middle of lending: the log says so, with all that the program then knows.
  const [store] = readdirSync(join(dataDir, 'members')).filter((name) => name.endsWith('.db'))
  const database = new Database(join(dataDir, 'members', store ?? ''))
  database.exec('PRAGMA foreign_keys = OFF; DROP TABLE outbox')
  database.close()
  const member = status(page).identity?.member
  const box = records(page, 'box').find(({ serial }) => serial === 'CLBX30202')
  const lending = { boxIds: [String(box?.['id']) as never], validity: '1d' as const, releaseFromEvent: false }
  await expect(page.core.call('lend', { ...lending, note: 'the spare key is under the mat' })).rejects.toThrow()
  network.cut()
  await electron.cores[0]?.die()
  await eventually(() => expect(page.links.at(-1)).toBe('open'))

  const text = await savedBy(electron)
  const [shellLog = '', coreLog = ''] = text.split('Log of the core')
  expect(shellLog).toContain("the core's process ended")
  expect(coreLog).toMatch(/ error .*failed: .*outbox/)
  for (const secret of [...given, ...kept, 'under the mat', EMAIL, member?.name ?? 'nobody']) {
    expect(text).not.toContain(secret)
    // In a URL, and as the hyphens of a code fall away.
    expect(text).not.toContain(encodeURIComponent(secret))
    expect(text.replaceAll('-', '')).not.toContain(secret.replaceAll('-', ''))
  }
})

it('name no person by the paths in a fault', () => {
  const text = diagnosticsText({
    ...{ at: '2026-06-07T10:00:00.000Z', version: '1.0.0', versions: {}, system: 'Linux', isPackaged: true },
    cloudUrl: 'https://cloud.example',
    facts: { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' },
    home: '/home/ana ruiz',
    log: ['the folder is /home/ana ruiz/.config\n'],
    coreLog: [`    at start (${pathToFileURL('/home/ana ruiz/app/core.js').href}:1:2)\n`],
  })
  expect(text).toContain('the folder is ~/.config\n')
  expect(text).toContain('    at start (file://~/app/core.js:1:2)\n')
  expect(text).not.toMatch(/ana/)
})
