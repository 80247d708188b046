import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import type { Secrets } from '../../../electron/core/identity/secrets.ts'
import { streamLogger } from '../../../electron/core/log.ts'
import { type CoreKeeper, keepCore } from '../../../electron/shell/core-keeper.ts'
import { NO_TRACE } from '../../../electron/startup-trace.ts'
import { eventually } from './eventually.ts'
import { listeners } from './listeners.ts'
import { manualTimers } from './manual-timers.ts'

const START = { dataDir: '/data', cloudUrl: 'https://cloud.example', demoAccounts: undefined }

function keep(secrets: Partial<Secrets> = {}) {
  const timers = manualTimers()
  const children: ReturnType<typeof childStandIn>[] = []
  const forks: { entry: string; args: string[]; options: Electron.ForkOptions }[] = []
  const refusals: string[] = []
  const log: string[] = []
  const coreLog: string[] = []
  const clock = { ms: 0 }
  const missing = () => Promise.reject(new Error('not asked for'))
  const keeper = keepCore({
    utilityProcess: {
      fork(entry, args, options) {
        forks.push({ entry, args, options })
        const child = childStandIn()
        children.push(child)
        return child
      },
    },
    entry: '/app/core.js',
    start: START,
    secrets: Promise.resolve({ read: missing, write: missing, remove: missing, keptIn: missing, ...secrets }),
    log: streamLogger((line) => log.push(line)),
    writeCoreLog: (line) => coreLog.push(line),
    trace: NO_TRACE,
    monotonicMs: () => clock.ms,
    later: timers.later,
    onRefused: (message) => refusals.push(message),
  })
  const core = () => {
    const child = children.at(-1)
    if (child === undefined) throw new Error('no core was started')
    return child
  }
  return { keeper, timers, children, forks, refusals, log, coreLog, clock, core }
}

function childStandIn() {
  const { on, emit } = listeners()
  const sent: { message: unknown; ports: unknown[] }[] = []
  const child = {
    on,
    emit,
    sent,
    kills: 0,
    stderr: new PassThrough(),
    postMessage: (message: unknown, ports: unknown[] = []) => void sent.push({ message, ports }),
    kill() {
      child.kills += 1
      return true
    },
  }
  return child
}

function aPort(name: string) {
  const port = {
    name,
    closed: 0,
    close() {
      port.closed += 1
    },
  }
  return port as typeof port & Electron.MessagePortMain
}

/** Lets a window wait; tells how many channels were opened for it. */
function waitFor(keeper: CoreKeeper, windowId: number, port: Electron.MessagePortMain | undefined) {
  const open = vi.fn(() => port)
  keeper.attach(windowId, open)
  return open
}

it('starts the core as a process of its own, and first tells it where it works', () => {
  const { forks, core } = keep()
  expect(forks).toEqual([
    {
      entry: '/app/core.js',
      args: [],
      options: { serviceName: 'Trackside core', stdio: ['ignore', 'inherit', 'pipe'] },
    },
  ])
  expect(core().sent).toEqual([{ message: { type: 'start', ...START }, ports: [] }])
})

it('starts a core that died again, after pauses that double up to half a minute', () => {
  const { timers, core, children } = keep()
  const pausesMs: number[] = []
  for (let death = 0; death < 10; death += 1) {
    core().emit('exit', 1)
    pausesMs.push(...timers.dueMs())
    timers.runNext()
  }
  expect(pausesMs).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  expect(children).toHaveLength(11)
})

it('pauses briefly again once a core has worked for a minute', () => {
  const { timers, core, clock } = keep()
  core().emit('exit', 1)
  timers.runNext()
  clock.ms += 59_999
  core().emit('exit', 1)
  expect(timers.dueMs()).toEqual([500])
  timers.runNext()
  clock.ms += 60_000
  core().emit('exit', 1)
  expect(timers.dueMs()).toEqual([250])
})

it('gives a window its port when the core is ready, and at once when it already is', () => {
  const { keeper, core } = keep()
  const [early, late] = [aPort('early'), aPort('late')]
  const open = waitFor(keeper, 1, early)
  expect(open).not.toHaveBeenCalled()
  core().emit('message', { type: 'ready' })
  waitFor(keeper, 2, late)
  expect(core().sent.slice(1)).toEqual([
    { message: { type: 'window' }, ports: [early] },
    { message: { type: 'window' }, ports: [late] },
  ])
})

it('gives a window that asks again while it waits one port only, and a closed one none', () => {
  const { keeper, core } = keep()
  const first = waitFor(keeper, 1, aPort('first'))
  const second = aPort('second')
  waitFor(keeper, 1, second)
  waitFor(keeper, 2, undefined)
  core().emit('message', { type: 'ready' })
  expect(first).not.toHaveBeenCalled()
  expect(core().sent.slice(1)).toEqual([{ message: { type: 'window' }, ports: [second] }])
})

it('gives windows a fresh port after the core died, when the next one is ready', () => {
  const { keeper, core, timers } = keep()
  core().emit('message', { type: 'ready' })
  const [old, fresh] = [aPort('old'), aPort('fresh')]
  waitFor(keeper, 1, old)
  core().emit('exit', 1)
  expect(old.closed).toBe(1)
  waitFor(keeper, 1, fresh)
  timers.runNext()
  expect(core().sent).toHaveLength(1)
  core().emit('message', { type: 'ready' })
  expect(core().sent.at(-1)).toEqual({ message: { type: 'window' }, ports: [fresh] })
  expect(fresh.closed).toBe(0)
})

it('tells why a core cannot work here, ends it, and starts no other', () => {
  const { core, refusals, timers } = keep()
  core().emit('message', { type: 'refused', message: 'the folder is in use' })
  expect(refusals).toEqual(['the folder is in use'])
  expect(core().sent.at(-1)?.message).toEqual({ type: 'stop' })
  core().emit('exit', 0)
  expect(timers.dueMs()).toEqual([])
})

it('tries again when the core before it has not let go of the folder yet', () => {
  const { core, refusals, timers } = keep()
  core().emit('message', { type: 'ready' })
  core().emit('exit', 1)
  timers.runNext()
  core().emit('message', { type: 'refused', message: 'the folder is in use' })
  core().emit('exit', 0)
  expect(refusals).toEqual([])
  expect(timers.dueMs()).toEqual([500])
})

it('wakes a core that works, and no other', () => {
  const { keeper, core } = keep()
  keeper.wake()
  expect(core().sent).toHaveLength(1)
  core().emit('message', { type: 'ready' })
  keeper.wake()
  expect(core().sent.at(-1)?.message).toEqual({ type: 'wake' })
})

it('stops the core and waits for its end', async () => {
  const { keeper, core, timers } = keep()
  let isStopped = false
  const stopping = keeper.stop().then(() => {
    isStopped = true
  })
  expect(core().sent.at(-1)?.message).toEqual({ type: 'stop' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isStopped).toBe(false)
  core().emit('exit', 0)
  await stopping
  expect(core().kills).toBe(0)
  expect(timers.dueMs()).toEqual([])
})

it('gives on what the core logs, by whole lines', async () => {
  const { core, coreLog } = keep()
  core().stderr.write('first\nsecond: caf')
  core().stderr.write(Buffer.from([0xc3]))
  core().stderr.write(Buffer.from([0xa9]))
  core().stderr.write(`\n${'x'.repeat(5000)}\n`)
  await eventually(() => expect(coreLog).toHaveLength(3))
  expect(coreLog).toEqual(['first\n', 'second: café\n', `${'x'.repeat(2000)}\n`])
})

it('hears the last words of a core that broke, which come after its end, when Electron took its listeners away', async () => {
  const { core, coreLog } = keep()
  const { emit, stderr } = core()
  stderr.write('it works\nError: it bro')
  emit('exit', 1)
  stderr.removeAllListeners()
  await new Promise((resolve) => setImmediate(resolve))
  stderr.end('ke\n    at the core')
  await eventually(() => expect(coreLog).toEqual(['it works\n', 'Error: it broke\n', '    at the core\n']))
})

it('ends a core by force that does not stop', async () => {
  const { keeper, core, timers } = keep()
  const stopping = keeper.stop()
  timers.runNext()
  expect(core().kills).toBe(1)
  core().emit('exit', 0)
  await stopping
})

it('starts no core after it was told to stop between two', async () => {
  const { keeper, core, timers, children } = keep()
  core().emit('exit', 1)
  await keeper.stop()
  expect(timers.dueMs()).toEqual([])
  expect(children).toHaveLength(1)
})

it('starts one core again, and not a second one for the one that had died by itself', () => {
  const { keeper, core, timers, children } = keep()
  core().emit('exit', 1)
  keeper.startAgain()
  expect(timers.dueMs()).toEqual([])
  expect(children).toHaveLength(2)
})

it('answers what the core asks of the secret store', async () => {
  const kept = new Map([['member', 'a token']])
  const { core } = keep({
    read: async (name) => kept.get(name),
    write: async (name, value) => void kept.set(name, value),
    remove: async (name) => void kept.delete(name),
  })
  const ask = async (id: number, question: object) => {
    core().emit('message', { type: 'secret', id, question })
    await eventually(() => expect(core().sent.at(-1)?.message).toMatchObject({ type: 'secret', id }))
    return core().sent.at(-1)?.message
  }
  expect(await ask(1, { do: 'read', name: 'member' })).toEqual({
    type: 'secret',
    id: 1,
    failed: false,
    value: 'a token',
  })
  await ask(2, { do: 'write', name: 'other', value: 'another' })
  expect(kept.get('other')).toBe('another')
  await ask(3, { do: 'remove', name: 'member' })
  expect(await ask(4, { do: 'read', name: 'member' })).toEqual({ type: 'secret', id: 4, failed: false })
})

it('tells the core where secrets are kept', async () => {
  const { core } = keep({ keptIn: async () => 'system' })
  core().emit('message', { type: 'secret', id: 6, question: { do: 'kept-in' } })
  await eventually(() =>
    expect(core().sent.at(-1)?.message).toEqual({ type: 'secret', id: 6, failed: false, value: 'system' }),
  )
})

it('says that the secret store failed, without the secret', async () => {
  const { core, log } = keep({ write: () => Promise.reject(new Error('the key ring is gone')) })
  core().emit('message', { type: 'secret', id: 7, question: { do: 'write', name: 'member', value: 's3cret' } })
  await eventually(() => expect(core().sent.at(-1)?.message).toEqual({ type: 'secret', id: 7, failed: true }))
  expect(log.join()).toContain('the key ring is gone')
  expect(log.join()).not.toContain('s3cret')
})

it.each([
  ['no message', 'ready'],
  ['an unknown one', { type: 'open', url: 'https://elsewhere.example' }],
  ['a name that leads out of the folder', { type: 'secret', id: 1, question: { do: 'read', name: '../settings' } }],
])('takes from the core only what was agreed: %s', (_what, message) => {
  const { core } = keep()
  expect(() => core().emit('message', message)).toThrow()
})

it('starts the core again that was stopped, and no second one', async () => {
  const { keeper, core, forks } = keep()
  const stopped = keeper.stop()
  core().emit('exit', 0)
  await stopped
  expect(forks).toHaveLength(1)
  keeper.startAgain()
  keeper.startAgain()
  expect(forks).toHaveLength(2)
  core().emit('message', { type: 'ready' })
  expect(waitFor(keeper, 1, aPort('a'))).toHaveBeenCalledOnce()
})
