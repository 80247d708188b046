import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { coreToCome } from '../../../electron/shell/asked-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import type { ElectronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { ownPage } from './own-page.ts'
import { started } from './started-shell.ts'

const NOWHERE = { args: ['--data=/races/sierra'] }

function pageOf(electron: ElectronStandIn) {
  const { got, say } = ownPage(electron, (type) => type === 'ask-cloud' || type === 'cloud-stays')
  const tell = (type: 'cloud' | 'other-cloud') => (url: string) => say('trackside:tell', { type, url })
  return { got, say, answer: tell('cloud'), answerOther: tell('other-cloud') }
}

it('opens its window without a cloud, starts no core, and asks whoever listens', async () => {
  const { electron } = await started(NOWHERE)
  expect(electron.windows).toHaveLength(1)
  expect(electron.cores).toEqual([])
  expect(electron.app.exits).toEqual([])
  expect(electron.errorBoxes).toEqual([])
  for (const { got, say } of [pageOf(electron), pageOf(electron)]) {
    say('trackside:listen')
    expect(got).toEqual([{ type: 'ask-cloud' }])
  }
})

it('starts the core with the address that was typed, keeps it, and asks no more', async () => {
  const { electron, kept } = await started(NOWHERE)
  const { got, say, answer } = pageOf(electron)
  say('trackside:connect')
  say('trackside:listen')
  answer(' cloud.example/of/sierra ')
  expect(electron.cores).toHaveLength(1)
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example/of/sierra' })
  expect(got).toEqual([{ type: 'ask-cloud' }])
  answer('https://other.example')
  expect(electron.cores).toHaveLength(1)
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example/of/sierra' })
  const next = pageOf(electron)
  next.say('trackside:listen')
  expect(next.got).toEqual([])
  const again = await started({ ...NOWHERE, kept })
  expect(again.electron.cores).toHaveLength(1)
})

it.each(['', 'http://cloud.example', 'user:secret@cloud.example', 'my cloud'])(
  'asks again, with what is wrong, for %j',
  async (typed) => {
    const { electron, kept } = await started(NOWHERE)
    const { got, say, answer } = pageOf(electron)
    say('trackside:listen')
    answer(typed)
    expect(got).toEqual([{ type: 'ask-cloud' }, { type: 'ask-cloud', wrong: typed }])
    expect(electron.cores).toEqual([])
    expect(kept.all()).toEqual({})
  },
)

it('asks nothing where the cloud is known, and takes no other one from the page', async () => {
  const { electron, kept } = await started()
  const { got, say, answer } = pageOf(electron)
  say('trackside:listen')
  answer('https://other.example')
  expect(got).toEqual([])
  expect(electron.cores).toHaveLength(1)
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example' })
})

it('goes on with the cloud that a second start names, where none was known', async () => {
  const { electron, kept } = await started(NOWHERE)
  electron.app.emit('second-instance', {}, ['trackside', '--cloud=https://cloud.example'], '/')
  expect(electron.cores).toHaveLength(1)
  expect(electron.questions).toEqual([])
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example' })
})

it('says in a box that a second start named another cloud, and goes on with its own', async () => {
  const { electron, kept } = await started()
  electron.app.emit('second-instance', {}, ['trackside', '--cloud=https://other.example'], '/')
  expect(electron.questions).toMatchObject([{ type: 'info', detail: expect.stringContaining('https://other.example') }])
  expect(electron.questions[0]?.detail).toContain('works with https://cloud.example.')
  expect(electron.cores).toHaveLength(1)
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example' })
})

it.each([
  ['the same cloud', ['--cloud=https://cloud.example/']],
  ['none', []],
  ['one beside a link, which a web page may have written', ['--cloud=https://other.example', 'trackside://ticket#x']],
  ['no address', ['--cloud']],
])('says nothing of a second start that names %s', async (_what, args) => {
  const { electron } = await started()
  electron.app.emit('second-instance', {}, ['trackside', ...args], '/')
  expect(electron.questions).toEqual([])
})

it('lets windows wait for a core to come, wakes and stops nothing before it, and then is that core', async () => {
  const core = coreToCome()
  const [first, second] = [vi.fn(), vi.fn()]
  core.attach(1, first)
  core.wake()
  await core.stop()
  const keeper = { attach: vi.fn(), wake: vi.fn(), stop: vi.fn(async () => undefined), startAgain: vi.fn() }
  core.come(keeper)
  core.attach(2, second)
  expect(keeper.attach.mock.calls).toEqual([
    [1, first],
    [2, second],
  ])
  core.wake()
  core.startAgain()
  await core.stop()
  for (const done of [keeper.wake, keeper.stop, keeper.startAgain]) expect(done).toHaveBeenCalledOnce()
})

it('quits without a cloud as ever', async () => {
  const { electron } = await started(NOWHERE)
  electron.parts.app.quit()
  await eventually(() => expect(electron.app.exits).toEqual([0]))
})

describe('another cloud', () => {
  /** A data folder as a core leaves it that nobody signed in at, and a page that listens. */
  async function wrongCloud() {
    const dataDir = testFolder()
    mkdirSync(join(dataDir, 'members'))
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ installationName: 'Laptop', members: [] }))
    const args = ['--cloud=https://wrong.example', `--data=${dataDir}`]
    const shell = await started({ args, env: { TRACKSIDE_DEMO_ACCOUNTS: '[]' } })
    const page = pageOf(shell.electron)
    page.say('trackside:listen')
    const cores = () => shell.electron.cores.length
    const cloudKept = () => shell.kept.get('cloudUrl')
    return { ...shell, ...page, dataDir, cores, cloudKept }
  }

  it('ends the core, keeps the address, and starts the core anew with it and no demo accounts', async () => {
    const { electron, answerOther, cores, cloudKept, got } = await wrongCloud()
    expect(electron.cores[0]?.told).toMatchObject([{ type: 'start', demoAccounts: [] }])
    answerOther('right.example')
    await eventually(() => expect(cores()).toBe(2))
    expect(electron.cores[1]?.told).toMatchObject([{ type: 'start', cloudUrl: 'https://right.example' }])
    expect(electron.cores[1]?.told[0]).toHaveProperty('demoAccounts', undefined)
    expect(cloudKept()).toBe('https://right.example')
    expect(got).toEqual([])
  })

  it('says that what was typed is no address, and keeps its cloud', async () => {
    const { answerOther, cores, cloudKept, got } = await wrongCloud()
    answerOther('http://right.example')
    expect(got).toEqual([{ type: 'cloud-stays', why: 'wrong' }])
    expect([cores(), cloudKept()]).toEqual([1, 'https://wrong.example'])
  })

  it.each([
    ['a store', 'members/5c1d8bc0-0f5a-4a7c-9f3c-6d1f2a3b4c5d.db', 'x'],
    ['a sign-in', 'secrets/5c1d8bc0-0f5a-4a7c-9f3c-6d1f2a3b4c5d.sealed', 'x'],
    ['a member’s name', 'settings.json', JSON.stringify({ members: [{ memberId: 'x' }] })],
    ['what is still to be deleted', 'settings.json', JSON.stringify({ leaving: ['x'] })],
    ['what can’t be read', 'settings.json', '{'],
  ])('takes no member’s things to another cloud: there is %s', async (_what, file, text) => {
    const { electron, answerOther, cores, cloudKept, got, dataDir } = await wrongCloud()
    mkdirSync(join(dataDir, 'secrets'))
    writeFileSync(join(dataDir, file), text)
    answerOther('https://right.example')
    await eventually(() => expect(got).toEqual([{ type: 'cloud-stays', why: 'members-kept' }]))
    expect([cores(), cloudKept()]).toEqual([1, 'https://wrong.example'])
    // Not even stopped.
    expect(electron.cores[0]?.told.map(({ type }) => type)).toEqual(['start'])
  })

  it('starts with the old cloud again where somebody signed in while the core ended', async () => {
    const { electron, answerOther, cores, cloudKept, got, dataDir } = await wrongCloud()
    answerOther('https://right.example')
    writeFileSync(join(dataDir, 'members', 'ana.db'), 'x')
    await eventually(() => expect(cores()).toBe(2))
    expect(electron.cores[1]?.told).toMatchObject([{ type: 'start', cloudUrl: 'https://wrong.example' }])
    expect(cloudKept()).toBe('https://wrong.example')
    expect(got).toEqual([{ type: 'cloud-stays', why: 'members-kept' }])
  })

  it('takes no second address while it moves, and none while it quits', async () => {
    const { electron, answerOther, cores, cloudKept } = await wrongCloud()
    answerOther('https://right.example')
    answerOther('https://third.example')
    electron.parts.app.quit()
    await eventually(() => expect(electron.app.exits).toEqual([0]))
    expect([cores(), cloudKept()]).toEqual([1, 'https://wrong.example'])
  })
})
