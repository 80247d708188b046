import { expect, it } from 'vitest'
import { ownPage } from './own-page.ts'
import { started } from './started-shell.ts'

const PAGE = 'app://trackside/'

async function withOneWindow() {
  const all = await started()
  const [window] = all.electron.windows
  if (window === undefined) throw new Error('no window')
  const crash = (reason = 'crashed') => window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })
  // Without what is due anyway, whenever the application is started.
  const before = all.timers.dueMs().length
  return { ...all, window, crash, dueMs: () => all.timers.dueMs().slice(before) }
}

it('loads the page again when its process died, in the same window and beside the same core', async () => {
  const { electron, window, crash, timers, dueMs, log } = await withOneWindow()
  crash('oom')
  expect(dueMs()).toEqual([250])
  timers.runNext()
  expect(window.urls).toEqual([PAGE, PAGE])
  expect(electron.windows).toHaveLength(1)
  expect(electron.cores).toHaveLength(1)
  expect(log.join()).toContain("the page's process ended (oom)")
})

it('waits ever longer for a page that keeps dying', async () => {
  const { crash, timers, dueMs } = await withOneWindow()
  const pausesMs: number[] = []
  for (let death = 0; death < 9; death += 1) {
    crash()
    pausesMs.push(...dueMs())
    timers.runNext()
  }
  expect(pausesMs).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

it('loads nothing into a window that was closed meanwhile', async () => {
  const { window, crash, dueMs } = await withOneWindow()
  crash()
  window.emit('closed')
  expect(dueMs()).toEqual([])
})

it('[R5] asks before quitting by what the page said before it died', async () => {
  const { electron, crash } = await withOneWindow()
  const facts = { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' }
  ownPage(electron).say('trackside:tell', { type: 'facts', facts })
  crash()
  expect(electron.blockers()).toEqual(['prevent-app-suspension'])
  electron.app.answer = 1
  electron.parts.app.quit()
  expect(electron.questions).toHaveLength(1)
  expect(electron.app.exits).toEqual([])
})
