import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { keepLogTail } from '../../../electron/shell/diagnostics.ts'
import { testFolder } from '../../support/test-folder.ts'
import { cardOf, TAKER, ticketOf } from '../../support/tickets.ts'
import { type ElectronStandIn, electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { listeners } from './listeners.ts'
import { butUpdates, ownPage } from './own-page.ts'
import { ARGS, start, started } from './started-shell.ts'

describe('with the page', () => {
  const pageOf = (electron: ElectronStandIn) => ownPage(electron, butUpdates)

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
    say('trackside:tell', {
      type: 'facts',
      facts: { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' },
    })
    expect(electron.blockers()).toHaveLength(1)
    const preventDefault = vi.fn()
    electron.windows[0]?.emit('close', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(electron.questions).toHaveLength(1)
    say('trackside:tell', {
      type: 'facts',
      facts: { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' },
    })
    expect(electron.blockers()).toEqual([])
    electron.windows[0]?.emit('close', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('[R5] has Windows wait with shutting down while a run is on; forced, it ends without a question', async () => {
    const { electron, kept } = await started({ platform: 'win32' })
    electron.app.answer = 1
    pageOf(electron).say('trackside:tell', {
      type: 'facts',
      facts: { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' },
    })
    const preventDefault = vi.fn()
    electron.windows[0]?.emit('query-session-end', { reasons: ['shutdown'], preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(electron.questions).toMatchObject([{ message: 'The computer was told to wait' }])
    electron.windows[0]?.emit('session-end', { reasons: ['shutdown'] })
    await eventually(() => expect(electron.app.exits).toEqual([0]))
    expect(electron.questions).toHaveLength(1)
    expect(kept.all()).toHaveProperty('window')
  })

  it('[R5] ends its core in the seconds that Linux gives before it shuts down, and asks nothing', async () => {
    const { electron } = await started({ platform: 'linux' })
    pageOf(electron).say('trackside:tell', {
      type: 'facts',
      facts: { runs: ['CLBX30201'], unsent: 2, attention: 0, language: 'en', theme: 'system' },
    })
    const preventDefault = vi.fn()
    electron.power('shutdown', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    await eventually(() => expect(electron.app.exits).toEqual([0]))
    expect(electron.questions).toEqual([])
  })

  it('shows on its icon how much needs attention', async () => {
    const { electron } = await started()
    const { say } = pageOf(electron)
    for (const attention of [3, 0])
      say('trackside:tell', {
        type: 'facts',
        facts: { runs: [], unsent: 0, attention, language: 'en', theme: 'system' },
      })
    expect(electron.calls.filter((call) => call.startsWith('badge'))).toEqual(['badge 3', 'badge 0'])
  })

  it('[R5] on macOS closes its window without asking, as it goes on without; and asks when told to quit', async () => {
    const { electron } = await started({ platform: 'darwin' })
    electron.app.answer = 1
    pageOf(electron).say('trackside:tell', {
      type: 'facts',
      facts: { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' },
    })
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
  const fork = () => ({
    on: core.on,
    postMessage: (message: unknown) => void sent.push(message),
    kill: () => true,
    stderr: null,
  })
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
