import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { keepLogTail } from '../../../electron/shell/diagnostics.ts'
import { startShell } from '../../../electron/shell/shell.ts'
import { testFolder } from '../../support/test-folder.ts'
import { cardOf, TAKER, ticketOf } from '../../support/tickets.ts'
import { type ElectronStandIn, electronStandIn, listeners } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { manualTimers } from './manual-timers.ts'

const ARGS = ['--cloud=https://cloud.example', '--data=/races/sierra']

interface Start {
  readonly args?: readonly string[]
  readonly platform?: NodeJS.Platform
  readonly electron?: ElectronStandIn
  readonly kept?: ReturnType<typeof keptInMemory>
  readonly env?: Readonly<Record<string, string>>
}

function start({
  args = ARGS,
  platform = 'linux',
  electron = electronStandIn(),
  kept = keptInMemory(),
  env = {},
}: Start = {}) {
  const log: string[] = []
  const timers = manualTimers()
  startShell(electron.parts, {
    argv: electron.app.isPackaged ? ['trackside', ...args] : ['electron', '.', ...args],
    env,
    platform,
    workDir: '/home/timer',
    builtDir: '/app/dist/electron',
    openKept: () => kept,
    writeLog: (line) => log.push(line),
    wallMs: () => Date.parse('2026-06-07T10:00:00Z'),
    about: { system: 'Linux 6.1 x64', versions: { electron: '45.4.1', chrome: '150', node: '24' } },
    monotonicMs: () => 0,
    later: timers.later,
  })
  return { electron, log, timers, kept }
}

async function started(given: Start = {}) {
  const all = start(given)
  await all.electron.app.becomeReady()
  return all
}

it('prepares what Electron wants before it is ready, and opens nothing before', () => {
  const { electron } = start()
  expect(electron.calls).toEqual([`userData in ${join('/races/sierra', 'electron')}`, 'lock', 'sandbox'])
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
})

it('denies permissions before it opens the one window, and starts the one core', async () => {
  const { electron } = await started()
  expect(electron.calls.slice(3)).toEqual(['permission requests', 'permission checks', 'devices', 'open window'])
  expect(electron.windows[0]?.options.webPreferences?.preload).toBe(join('/app/dist/electron', 'preload.cjs'))
  expect(electron.cores).toMatchObject([{ entry: join('/app/dist/electron', 'core.js') }])
})

it('confines whatever comes to show pages', async () => {
  const { electron } = await started()
  const contents = { on: vi.fn(), setWindowOpenHandler: vi.fn() }
  electron.app.emit('web-contents-created', {}, contents)
  expect(contents.on.mock.calls.map(([event]) => event)).toEqual([
    'will-frame-navigate',
    'will-redirect',
    'will-attach-webview',
  ])
  expect(contents.setWindowOpenHandler).toHaveBeenCalledOnce()
})

it('leaves the usual folder where no other is given', () => {
  const { electron } = start({ args: ['--cloud=https://cloud.example'] })
  expect(electron.calls).toEqual(['lock', 'sandbox'])
})

it('reads its arguments from their place when packaged, too', async () => {
  const electron = electronStandIn()
  electron.app.isPackaged = true
  await started({ electron })
  expect(electron.windows).toHaveLength(1)
})

it('says what is missing, and ends', async () => {
  const { electron, log } = await started({ args: [] })
  expect(log).toEqual([expect.stringContaining('Start it once with --cloud=')])
  expect(electron.errorBoxes).toEqual([expect.stringContaining('Start it once with --cloud=')])
  expect(electron.app.exits).toEqual([2])
  expect(electron.windows).toEqual([])
})

it('remembers the cloud that it was given, and starts without an argument from then on', async () => {
  const { kept } = await started({ args: ['--cloud=https://cloud.example'] })
  expect(kept.all()).toEqual({ cloudUrl: 'https://cloud.example' })
  const { electron } = await started({ args: [], kept })
  expect(electron.windows).toHaveLength(1)
})

it('does not remember a cloud that may not be, and ends', async () => {
  const { electron, kept } = await started({ args: ['--cloud=http://cloud.example'] })
  expect(electron.app.exits).toEqual([2])
  expect(kept.all()).toEqual({})
})

it('takes the cloud from the environment, and does not remember that', async () => {
  const { electron, kept } = await started({ args: [], env: { TRACKSIDE_CLOUD: 'https://cloud.example' } })
  expect(electron.windows).toHaveLength(1)
  expect(kept.all()).toEqual({})
})

it('keeps where its window was, and opens it there again', async () => {
  const { electron, kept } = await started()
  const [window] = electron.windows
  if (window === undefined) throw new Error('no window')
  window.bounds = { x: 2000, y: 100, width: 1500, height: 900 }
  window.emit('close', {})
  const { electron: next } = await started({ kept })
  expect(next.windows[0]?.options).toMatchObject({ x: 2000, y: 100, width: 1500, height: 900 })
  expect(next.windows[0]?.maximized).toBe(false)
})

it('opens no larger than the main screen when its own is gone', async () => {
  const kept = keptInMemory({ window: { x: 9000, y: 0, width: 2500, height: 1400, isMaximized: true } })
  const { electron } = await started({ kept })
  const [window] = electron.windows
  expect(window?.options).toMatchObject({ width: 1920, height: 1040 })
  expect(window?.options).not.toHaveProperty('x')
  window?.emit('ready-to-show')
  expect(window?.maximized).toBe(true)
})

it('leaves the window to an instance that is there already', async () => {
  const electron = electronStandIn()
  electron.app.isFirstInstance = false
  await started({ electron })
  expect(electron.app.exits).toEqual([0])
  expect(electron.windows).toEqual([])
  expect(electron.cores).toEqual([])
})

it('shows its window when another instance was started', async () => {
  const { electron } = await started()
  const [window] = electron.windows
  if (window === undefined) throw new Error('no window')
  window.minimized = true
  electron.app.emit('second-instance', {}, [], '/')
  expect(window).toMatchObject({ minimized: false, shown: 1 })
  expect(electron.windows).toHaveLength(1)
})

describe('with its window closed', () => {
  it.each(['linux', 'win32'] as const)('quits on %s', async (platform) => {
    const { electron } = await started({ platform })
    electron.windows[0]?.emit('closed')
    electron.app.emit('window-all-closed')
    expect(electron.app.quits).toBe(1)
  })

  it('stays on macOS, and opens another when asked', async () => {
    const { electron } = await started({ platform: 'darwin' })
    electron.windows[0]?.emit('closed')
    electron.app.emit('window-all-closed')
    expect(electron.app.quits).toBe(0)
    electron.app.emit('activate', {}, false)
    expect(electron.windows).toHaveLength(2)
    expect(electron.cores).toHaveLength(1)
  })
})

it('quits when the core has ended, not before', async () => {
  const { electron } = await started()
  electron.parts.app.quit()
  expect(electron.app.exits).toEqual([])
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(electron.app.quits).toBe(2)
})

it('ends where it can not start, and the log says why', async () => {
  const { parts, ...rest } = electronStandIn()
  const fork = () => {
    throw new Error('no such file')
  }
  const electron = { ...rest, parts: { ...parts, utilityProcess: { fork } } }
  const { log } = await started({ electron })
  await eventually(() => expect(electron.app.exits).toEqual([1]))
  expect(log.join()).toContain('no such file')
})

describe('with the page', () => {
  function pageOf(electron: ElectronStandIn) {
    const got: unknown[] = []
    const senderFrame = {
      url: 'app://trackside/',
      parent: null,
      detached: false,
      isDestroyed: () => false,
      postMessage: (_channel: string, message: unknown) => void got.push(message),
    }
    const say = (channel: string, said?: unknown) => electron.receive(channel, { senderFrame }, said)
    return { got, say }
  }

  function aFile(text: string) {
    const folder = testFolder()
    writeFileSync(join(folder, 'loan.trackside'), text)
    return join(folder, 'loan.trackside')
  }

  it('passes on the file that it was started with, once a page listens', async () => {
    const { electron } = await started({ args: [...ARGS, aFile(ticketOf())] })
    const { got, say } = pageOf(electron)
    say('trackside:listen')
    await eventually(() => expect(got).toEqual([{ type: 'receive', text: ticketOf() }]))
  })

  it('passes on the file of a second start, from its folder, and comes to the front', async () => {
    const { electron } = await started()
    const { got, say } = pageOf(electron)
    say('trackside:listen')
    electron.app.emit('second-instance', {}, ['trackside', 'loan.trackside'], join(aFile(ticketOf()), '..'))
    await eventually(() => expect(got).toEqual([{ type: 'receive', text: ticketOf() }]))
    expect(electron.calls).toContain('focus')
  })

  it('passes on what macOS opens, also before it is ready, with a window for it', async () => {
    const { electron } = start({ platform: 'darwin' })
    const prevented = vi.fn()
    electron.app.emit('open-file', { preventDefault: prevented }, aFile(cardOf()))
    const text = ticketOf({ addresseeId: TAKER.organisationId })
    electron.app.emit('open-url', { preventDefault: prevented }, `trackside://ticket#${encodeURIComponent(text)}`)
    expect(prevented).toHaveBeenCalledTimes(2)
    await electron.app.becomeReady()
    const { got, say } = pageOf(electron)
    say('trackside:listen')
    await eventually(() => expect(got).toHaveLength(2))
    expect(got).toEqual(
      expect.arrayContaining([
        { type: 'receive', text: cardOf() },
        { type: 'receive', text },
      ]),
    )
  })

  it('says in a box what it does not open, and bothers the page with nothing', async () => {
    const { electron } = await started({ args: [...ARGS, aFile('a loan code would be taken at once')] })
    const { got, say } = pageOf(electron)
    say('trackside:listen')
    await eventually(() => expect(electron.errorBoxes).toEqual([expect.stringContaining('no file of Trackside’s')]))
    expect(got).toEqual([])
  })

  it('does what its menu says, in a window that it opens again where it was closed', async () => {
    const { electron } = await started({ platform: 'darwin' })
    electron.windows[0]?.emit('closed')
    const go = electron.menus[0]?.find(({ label }) => label === '&Go')
    const [today] = Array.isArray(go?.submenu) ? go.submenu : []
    today?.click?.(undefined as never, undefined, undefined as never)
    expect(electron.windows).toHaveLength(2)
    const { got, say } = pageOf(electron)
    say('trackside:listen')
    expect(got).toEqual([{ type: 'go', screen: 'today' }])
  })

  it('[R5] keeps awake and asks before its window closes, while the page says that a run is on', async () => {
    const { electron } = await started()
    electron.app.answer = 1
    const { say } = pageOf(electron)
    say('trackside:facts', { runs: ['CLBX30201'], unsent: 0, attention: 0 })
    expect(electron.blockers()).toHaveLength(1)
    const preventDefault = vi.fn()
    electron.windows[0]?.emit('close', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(electron.questions).toHaveLength(1)
    say('trackside:facts', { runs: [], unsent: 0, attention: 0 })
    expect(electron.blockers()).toEqual([])
    electron.windows[0]?.emit('close', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('shows on its icon how much needs attention', async () => {
    const { electron } = await started()
    const { say } = pageOf(electron)
    for (const attention of [3, 0]) say('trackside:facts', { runs: [], unsent: 0, attention })
    expect(electron.calls.filter((call) => call.startsWith('badge'))).toEqual(['badge 3', 'badge 0'])
  })

  it('[R5] on macOS closes its window without asking, as it goes on without; and asks when told to quit', async () => {
    const { electron } = await started({ platform: 'darwin' })
    electron.app.answer = 1
    pageOf(electron).say('trackside:facts', { runs: ['CLBX30201'], unsent: 0, attention: 0 })
    const preventDefault = vi.fn()
    electron.windows[0]?.emit('close', { preventDefault })
    expect(preventDefault).not.toHaveBeenCalled()
    electron.parts.app.quit()
    expect(electron.questions).toHaveLength(1)
    expect(electron.app.exits).toEqual([])
  })
})

it('says on Windows that links are its own, once installed', async () => {
  const electron = electronStandIn()
  electron.app.isPackaged = true
  await started({ electron, platform: 'win32' })
  expect(electron.calls).toContain('opens trackside:')
  const { electron: unpackaged } = await started({ platform: 'win32' })
  expect(unpackaged.calls).not.toContain('opens trackside:')
})

it.each(['resume', 'unlock-screen'])('has the core sync at once after the computer slept: %s', async (event) => {
  const { parts, ...rest } = electronStandIn()
  const core = listeners()
  const sent: unknown[] = []
  const fork = () => ({ on: core.on, postMessage: (message: unknown) => void sent.push(message), kill: () => true })
  const electron = { ...rest, parts: { ...parts, utilityProcess: { fork } } }
  await started({ electron })
  core.emit('message', { type: 'ready' })
  expect(sent).not.toContainEqual({ type: 'wake' })
  electron.power(event)
  expect(sent).toContainEqual({ type: 'wake' })
})

describe('diagnostics', () => {
  async function saved(saveTo: string) {
    const { electron } = await started({ args: ['--cloud=https://cloud.example/of/sierra'] })
    electron.app.saveTo = saveTo
    const items = electron.menus[0]?.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    const item = items?.find(({ label }) => label === 'Save Diagnostics…')
    item?.click?.(undefined as never, undefined, undefined as never)
    return electron
  }

  it('are saved where a person says, with what helps and no more', async () => {
    const path = join(testFolder(), 'diagnostics.txt')
    await saved(path)
    await eventually(() => expect(readFileSync(path, 'utf8')).toMatch(/Log of the window/))
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('Trackside 0.0.0 (not installed), 2026-06-07T10:00:00.000Z')
    expect(text).toContain('System: Linux 6.1 x64')
    expect(text).toContain('Cloud: https://cloud.example\n')
    expect(text).not.toContain('sierra')
  })

  it('say so where they can not be saved', async () => {
    const electron = await saved(join(testFolder(), 'gone', 'diagnostics.txt'))
    await eventually(() => expect(electron.errorBoxes).toEqual([expect.stringContaining('could not be saved')]))
  })
})

it('keeps the last 500 lines of its log for diagnostics, and writes all of them', () => {
  const written: string[] = []
  const tail = keepLogTail((line) => written.push(line))
  for (let number = 0; number < 600; number += 1) tail.write(`${number}`)
  expect(written).toHaveLength(600)
  expect(tail.lines()).toHaveLength(500)
  expect(tail.lines()[0]).toBe('100')
})
