import { expect, it, vi } from 'vitest'
import { coreToCome } from '../../../electron/shell/asked-cloud.ts'
import type { ElectronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { started } from './started-shell.ts'

const NOWHERE = { args: ['--data=/races/sierra'] }

function pageOf(electron: ElectronStandIn) {
  const got: unknown[] = []
  const senderFrame = {
    url: 'app://trackside/',
    parent: null,
    detached: false,
    isDestroyed: () => false,
    // Every page is told where updates stand, too.
    postMessage: (_channel: string, message: { readonly type: string } | null) => {
      if (message?.type === 'ask-cloud') got.push(message)
    },
  }
  const say = (channel: string, said?: unknown) => electron.receive(channel, { sender: { id: 1 }, senderFrame }, said)
  return { got, say, answer: (url: string) => say('trackside:tell', { type: 'cloud', url }) }
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
