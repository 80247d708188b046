import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { notifyBySystem, type Said } from '../../../electron/shell/notifications.ts'
import { ownPage } from './own-page.ts'
import { standInNotifications } from './stand-in-notifications.ts'
import { started } from './started-shell.ts'

const LOAN: Said = { type: 'notify', text: 'FINISH ends in 1 h', place: { screen: 'devices', id: 'b1' } }

function notifying() {
  const system = standInNotifications()
  const state = { isLookedAt: false, nowMs: 0 }
  const chosen: Said['place'][] = []
  const log: string[] = []
  const notify = notifyBySystem(system, {
    isLookedAt: () => state.isLookedAt,
    onChosen: (place) => chosen.push(place),
    monotonicMs: () => state.nowMs,
    log: streamLogger((line) => log.push(line)),
  })
  const say = (text: string) => notify({ ...LOAN, text })
  return { system, state, chosen, log, notify, say, bodies: () => system.made.map(({ body }) => body) }
}

it('[L14] is said by the system while nobody looks at the window, and not while somebody does', () => {
  const { state, notify, system } = notifying()
  state.isLookedAt = true
  notify(LOAN)
  expect(system.made).toEqual([])
  state.isLookedAt = false
  notify(LOAN)
  expect(system.made).toMatchObject([{ body: 'FINISH ends in 1 h', isShown: true }])
})

it('[L14] leads to its record', () => {
  const { notify, system, chosen } = notifying()
  notify(LOAN)
  system.made[0]?.emit('click')
  expect(chosen).toEqual([{ screen: 'devices', id: 'b1' }])
})

it('makes no flood: three at once, and more when a while has passed', () => {
  const { say, state, bodies } = notifying()
  for (const text of ['1', '2', '3', '4', '5']) say(text)
  expect(bodies()).toEqual(['1', '2', '3'])
  state.nowMs = 9_999
  say('6')
  state.nowMs = 10_000
  say('7')
  expect(bodies()).toEqual(['1', '2', '3', '7'])
})

it('says the same once within a minute', () => {
  const { say, state, bodies } = notifying()
  for (const atMs of [0, 30_000, 59_999, 60_000]) {
    state.nowMs = atMs
    say('KM 5: no connection')
  }
  expect(bodies()).toHaveLength(2)
})

it('what was not shown can be said again', () => {
  const { say, state, bodies } = notifying()
  for (const text of ['1', '2', '3', 'late']) say(text)
  state.nowMs = 10_000
  say('late')
  expect(bodies()).toEqual(['1', '2', '3', 'late'])
})

it('does nothing where the system has none', () => {
  const { notify, system } = notifying()
  system.isSupported = false
  notify(LOAN)
  expect(system.made).toEqual([])
})

it('lets the oldest go where many are never closed', () => {
  const { say, state, system } = notifying()
  for (let number = 0; number < 22; number += 1) {
    state.nowMs += 60_000
    say(`${number}`)
  }
  expect(system.made.flatMap(({ body, isClosed }) => (isClosed ? body : []))).toEqual(['0', '1'])
})

it('lets go by itself of what was closed, clicked or failed, and the log has the failure', () => {
  const { say, state, system, log } = notifying()
  for (let number = 0; number < 60; number += 1) {
    state.nowMs += 60_000
    say(`${number}`)
    const [event, ...args] = ([['click'], ['close'], ['failed', {}, 'not allowed']] as const)[number % 3] ?? ['close']
    system.made.at(-1)?.emit(event, ...args)
  }
  expect(system.made.filter(({ isClosed }) => isClosed)).toEqual([])
  expect(log).toHaveLength(20)
  expect(log[0]).toContain('not allowed')
})

it('shows no markup that another organisation put into a name', () => {
  const { say, bodies } = notifying()
  say('<a href="https://elsewhere.example">FINISH</a> ends')
  expect(bodies().join()).not.toContain('<')
})

describe('in the application', () => {
  it('[L14] a click brings the window to the front and the page to the place', async () => {
    const { electron } = await started()
    const { got, say } = ownPage(electron)
    say('trackside:listen')
    say('trackside:tell', LOAN)
    electron.notifications.made[0]?.emit('click')
    await Promise.resolve()
    expect(got).toContainEqual({ type: 'show', place: LOAN.place })
    expect(electron.windows[0]).toMatchObject({ shown: 1, focused: true })
  })

  it('[L14] is quiet while its window has the focus, and speaks when only a board has', async () => {
    const { electron } = await started()
    const [window] = electron.windows
    if (window === undefined) throw new Error('no window')
    const { say } = ownPage(electron)
    window.focused = true
    say('trackside:tell', LOAN)
    expect(electron.notifications.made).toEqual([])
    window.focused = false
    say('trackside:tell', LOAN)
    expect(electron.notifications.made).toHaveLength(1)
  })

  it('[L14] a click opens the window again that was closed on macOS', async () => {
    const { electron } = await started({ platform: 'darwin' })
    ownPage(electron).say('trackside:tell', LOAN)
    electron.windows[0]?.emit('closed')
    electron.notifications.made[0]?.emit('click')
    await Promise.resolve()
    expect(electron.windows).toHaveLength(2)
    const next = ownPage(electron)
    next.say('trackside:listen')
    expect(next.got).toContainEqual({ type: 'show', place: LOAN.place })
  })

  it('has on Windows the name under which its installer puts it into the start menu', async () => {
    const { electron } = await started({ platform: 'win32' })
    const appId = /^appId: (\S+)$/m.exec(readFileSync('electron-builder.yml', 'utf8'))?.[1]
    expect(electron.calls).toContain(`is ${appId}`)
    expect((await started({ platform: 'linux' })).electron.calls.join()).not.toContain('is org')
  })
})
