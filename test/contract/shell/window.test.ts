import { expect, it } from 'vitest'
import { bringToFront, openWindow } from '../../../electron/shell/window.ts'
import { NO_TRACE } from '../../../electron/startup-trace.ts'
import { electronStandIn } from './electron-stand-in.ts'

function openOne() {
  const electron = electronStandIn()
  const window = openWindow(
    electron.parts,
    '/app/preload.cjs',
    { width: 1360, height: 860, isMaximized: false },
    { keepPlace: () => undefined, mayClose: () => true, trace: NO_TRACE },
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

it('brings a minimized window back to the front', () => {
  const { electron, window, shown } = openOne()
  shown.minimized = true
  bringToFront(window)
  expect(shown.minimized).toBe(false)
  expect(shown.shown).toBe(1)
  expect(electron.calls).toContain('focus')
})
