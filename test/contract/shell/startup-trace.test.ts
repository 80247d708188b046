import { expect, it, onTestFinished } from 'vitest'
import { traceStartup } from '../../../electron/startup-trace.ts'
import { startHostWindow } from '../../support/host-window.ts'
import { testFolder } from '../../support/test-folder.ts'
import { eventually } from './eventually.ts'
import { openPage, startApplication } from './running-application.ts'
import { ARGS, start } from './started-shell.ts'

const OWN_FRAME = { url: 'app://trackside/', parent: null, detached: false, isDestroyed: () => false }

it('tells each phase as it ends, by the time since the process was started, and then the whole', () => {
  const lines: string[] = []
  const clock = { ms: 0 }
  const at = (ms: number, does: () => void) => {
    clock.ms = ms
    does()
  }
  const trace = traceStartup(['main', 'core'], () => clock.ms, lines.push.bind(lines))
  at(210.4, () => trace.ended('main'))
  at(220, () => trace.began('core'))
  at(480.6, () => trace.ended('core'))
  expect(lines).toEqual([
    'startup: main ended at 210 ms, took 210 ms\n',
    'startup: core ended at 481 ms, took 261 ms\n',
    'startup: total 481 ms\n',
  ])
})

it('takes what comes once more for no part of the start, and what nobody asked for neither', () => {
  const lines: string[] = []
  const trace = traceStartup(['core', 'window'], () => 100, lines.push.bind(lines))
  for (const phase of ['core', 'core', 'page'] as const) {
    trace.began(phase)
    trace.ended(phase)
  }
  expect(lines).toEqual(['startup: core ended at 100 ms, took 0 ms\n'])
})

it('measures Electron, core, window and page of the application', async () => {
  const { electron, out, clock } = start({ args: [...ARGS, '--trace-startup'] })
  clock.ms = 300
  await electron.app.becomeReady()
  clock.ms = 500
  electron.cores[0]?.say({ type: 'ready' })
  clock.ms = 600
  electron.windows[0]?.emit('ready-to-show')
  clock.ms = 900
  electron.receive('trackside:tell', { senderFrame: OWN_FRAME }, { type: 'painted' })
  expect(out).toEqual([
    'startup: main ended at 300 ms, took 300 ms\n',
    'startup: core ended at 500 ms, took 200 ms\n',
    'startup: window ended at 600 ms, took 300 ms\n',
    'startup: page ended at 900 ms, took 600 ms\n',
    'startup: total 900 ms\n',
  ])
})

it('takes the end of its start from nobody but the own page', async () => {
  const { electron, out } = start({ args: [...ARGS, '--trace-startup'] })
  await electron.app.becomeReady()
  const foreign = { ...OWN_FRAME, url: 'https://elsewhere.example/' }
  electron.receive('trackside:tell', { senderFrame: foreign }, { type: 'painted' })
  expect(out.join('')).not.toContain('page')
})

it('tells nothing unless it is asked to', async () => {
  const { electron, out } = start()
  await electron.app.becomeReady()
  electron.cores[0]?.say({ type: 'ready' })
  electron.windows[0]?.emit('ready-to-show')
  electron.receive('trackside:tell', { senderFrame: OWN_FRAME }, { type: 'painted' })
  expect(out).toEqual([])
})

it('measures a real core, and a page that speaks by the real preload', async () => {
  const { electron, out, quit } = await startApplication(testFolder(), undefined, ['--trace-startup'])
  onTestFinished(quit)
  const page = openPage(electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  electron.windows[0]?.emit('ready-to-show')
  page.trackside.tell({ type: 'painted' })
  await eventually(() =>
    expect(out.map((line) => line.split(' ')[1])).toEqual(['main', 'core', 'window', 'page', 'total']),
  )
})

it('measures the browser host, too: its program, its core, and a window until it has the first word', async () => {
  const { child, pushed } = await startHostWindow(testFolder(), 'http://127.0.0.1:9', ['--trace-startup'])
  onTestFinished(() => child.end())
  await child.line(/^startup: total \d+ ms$/)
  expect(pushed.length).toBeGreaterThan(0)
  const told = child.output().matchAll(/^startup: (\w+) .*\d+ ms$/gm)
  expect([...told].map(([, what]) => what)).toEqual(['main', 'core', 'page', 'total'])
})
