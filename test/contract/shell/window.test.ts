import { expect, it, vi } from 'vitest'
import { bringToFront, openWindow, type WindowEvents } from '../../../electron/shell/window.ts'
import { NO_TRACE } from '../../../electron/startup-trace.ts'
import { electronStandIn } from './electron-stand-in.ts'

function openOne(given: Partial<WindowEvents> = {}) {
  const electron = electronStandIn()
  const window = openWindow(
    electron.parts,
    '/app/preload.cjs',
    { width: 1360, height: 860, isMaximized: false, isFullScreen: false, backgroundColor: '#0f1419' },
    {
      keepPlace: () => undefined,
      mayClose: () => true,
      mayShutDown: () => true,
      shutsDown: () => undefined,
      trace: NO_TRACE,
      ...given,
    },
  )
  const [shown] = electron.windows
  if (shown === undefined) throw new Error('no window')
  return { electron, window, shown }
}

it('opens a sandboxed, isolated window without Node, on the own page with the own preload', () => {
  const { shown } = openOne()
  expect(shown.options.webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
  expect(shown.urls).toEqual(['app://trackside/'])
})

it('shows the window when there is something to see, not before', () => {
  const { shown } = openOne()
  expect(shown.options.show).toBe(false)
  expect(shown.shown).toBe(0)
  shown.emit('ready-to-show')
  expect(shown.shown).toBe(1)
})

it('is in its page’s colour from the first moment on', () => {
  expect(openOne().shown.options.backgroundColor).toBe('#0f1419')
})

it.each([
  [['shutdown'], false, 1],
  [['logoff'], false, 1],
  [['close-app'], false, 1],
  [['shutdown', 'critical'], false, 0],
  [['shutdown'], true, 0],
])('[R5] asked by Windows whether it may end for %j, which is fine: %s', (reasons, isFine, prevented) => {
  const { shown } = openOne({ mayShutDown: () => isFine })
  const preventDefault = vi.fn()
  shown.emit('query-session-end', { reasons, preventDefault })
  expect(preventDefault).toHaveBeenCalledTimes(prevented)
})

it('keeps its place when Windows ends it, and tells', () => {
  const told: string[] = []
  const { shown } = openOne({ keepPlace: () => told.push('place'), shutsDown: () => told.push('ends') })
  shown.emit('session-end', { reasons: ['shutdown'] })
  expect(told).toEqual(['place', 'ends'])
})

it('brings a minimized window back to the front', () => {
  const { electron, window, shown } = openOne()
  shown.minimized = true
  bringToFront(window)
  expect(shown.minimized).toBe(false)
  expect(shown.shown).toBe(1)
  expect(electron.calls).toContain('focus')
})
