import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { start, started } from './started-shell.ts'

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
  const contents = { on: vi.fn(), setWebRTCIPHandlingPolicy: vi.fn(), setWindowOpenHandler: vi.fn() }
  electron.app.emit('web-contents-created', {}, contents)
  expect(contents.on.mock.calls.map(([event]) => event)).toEqual([
    'will-frame-navigate',
    'will-redirect',
    'will-attach-webview',
  ])
  expect(contents.setWindowOpenHandler).toHaveBeenCalledOnce()
  expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledExactlyOnceWith('disable_non_proxied_udp')
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

it('says which of its arguments is wrong, and ends', async () => {
  const { electron, log } = await started({ args: ['--cloud=http://cloud.example'] })
  expect(log).toEqual([expect.stringContaining('--cloud= takes an address')])
  expect(electron.errorBoxes).toEqual([expect.stringContaining('--cloud= takes an address')])
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
  window.fullScreen = true
  window.emit('close', {})
  const { electron: next } = await started({ kept })
  expect(next.windows[0]?.options).toMatchObject({ x: 2000, y: 100, width: 1500, height: 900 })
  expect(next.windows[0]).toMatchObject({ maximized: false, fullScreen: false })
  next.windows[0]?.emit('ready-to-show')
  expect(next.windows[0]).toMatchObject({ maximized: false, fullScreen: true, shown: 1 })
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
