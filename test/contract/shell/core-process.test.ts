import { EventEmitter } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { runCoreProcess } from '../../../electron/core/core-process.ts'
import { streamLogger } from '../../../electron/core/log.ts'
import type { FromCore, SecretQuestion } from '../../../electron/core/process-messages.ts'
import { openMemberStore } from '../../../electron/core/store/member-store.ts'
import { connectPort } from '../../../electron/core/window-port.ts'
import { pushSchema } from '../../../shared/desktop-api.ts'
import { MEMBER_ID, sierra, sierraTimer } from '../../support/sample-records.ts'
import { testFolder } from '../../support/test-folder.ts'
import { electronPort } from './electron-port.ts'
import { eventually } from './eventually.ts'

/** A port where nobody answers: the core works without. */
const NO_CLOUD = 'http://127.0.0.1:9'

interface Parent {
  readonly said: readonly FromCore[]
  readonly exits: readonly number[]
  readonly log: readonly string[]
  send(message: unknown, port?: MessagePort): void
  /** Waits until the core has said something of this type. */
  hears<T extends FromCore['type']>(type: T): Promise<Extract<FromCore, { type: T }>>
}

/** A core process in this one, and what its parent sees of it. */
function runCore(): Parent {
  const said: FromCore[] = []
  const exits: number[] = []
  const log: string[] = []
  const port = new EventEmitter()
  runCoreProcess({
    parent: {
      on: (event, listener) => port.on(event, listener),
      postMessage: (message) => void said.push(message as FromCore),
    },
    clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
    random: Math.random,
    log: streamLogger((line) => log.push(line)),
    exit: (code) => void exits.push(code),
  })
  const parent: Parent = {
    said,
    exits,
    log,
    send: (message, windowPort) =>
      void port.emit('message', { data: message, ports: windowPort ? [electronPort(windowPort)] : [] }),
    hears(type) {
      return eventually(() => {
        const found = said.find((message) => message.type === type)
        if (found === undefined) throw new Error(`the core has not said ${type}`)
        return found as Extract<FromCore, { type: typeof type }>
      })
    },
  }
  onTestFinished(async () => {
    parent.send({ type: 'stop' })
    await eventually(() => expect(exits).not.toEqual([]))
  })
  return parent
}

/** A window: all that arrived at it, parsed. */
function openWindow(parent: Parent) {
  const { port1, port2 } = new MessageChannel()
  const arrived: unknown[] = []
  port1.on('message', (text) => arrived.push(JSON.parse(text)))
  port1.unref()
  onTestFinished(() => port1.close())
  parent.send({ type: 'window' }, port2)
  return { arrived, say: (message: unknown) => port1.postMessage(message), port: port1 }
}

it('tells a window how things are, and answers its calls', async () => {
  const parent = runCore()
  parent.send({ type: 'start', dataDir: testFolder(), cloudUrl: NO_CLOUD })
  await parent.hears('ready')
  const window = openWindow(parent)
  await eventually(() => expect(window.arrived).toHaveLength(1))
  const first = pushSchema.parse(window.arrived[0])
  expect(first).toMatchObject({ push: 'status', status: { cloudUrl: NO_CLOUD, connection: 'offline' } })

  window.say(JSON.stringify({ id: 1, call: 'saveSettings', args: { theme: 'sunlight' } }))
  await eventually(() => expect(window.arrived).toContainEqual({ id: 1, result: {} }))
  expect(window.arrived).toContainEqual(
    expect.objectContaining({
      status: expect.objectContaining({ settings: expect.objectContaining({ theme: 'sunlight' }) }),
    }),
  )
})

it('leaves unanswered what is no call, and goes on', async () => {
  const parent = runCore()
  parent.send({ type: 'start', dataDir: testFolder(), cloudUrl: NO_CLOUD })
  const window = openWindow(parent)
  for (const nonsense of ['no json', '{}', undefined, { id: 1, call: 'syncNow', args: {} }, '[1,2'])
    window.say(nonsense)
  window.say(JSON.stringify({ id: 2, call: 'constructor', args: {} }))
  window.say(JSON.stringify({ id: 3, call: 'history', args: { limit: -1 } }))
  await eventually(() => expect(window.arrived).toContainEqual({ id: 3, failed: 'malformed call' }))
  expect(window.arrived.slice(1)).toEqual([
    { id: 2, failed: 'unknown call' },
    { id: 3, failed: 'malformed call' },
  ])
})

it('serves a window that came before the core was ready, with what it had said by then', async () => {
  const parent = runCore()
  parent.send({ type: 'start', dataDir: testFolder(), cloudUrl: NO_CLOUD })
  const window = openWindow(parent)
  window.say(JSON.stringify({ id: 1, call: 'saveSettings', args: { theme: 'dark' } }))
  expect(parent.said).toEqual([])
  await eventually(() => expect(window.arrived).toContainEqual({ id: 1, result: {} }))
  expect(window.arrived[0]).toMatchObject({ push: 'status' })
})

it('shows the demo accounts that it was given', async () => {
  const account = { email: 'timer@sierra.example', organisationName: 'Sierra Timing', password: 'trackside-demo' }
  const parent = runCore()
  parent.send({ type: 'start', dataDir: testFolder(), cloudUrl: NO_CLOUD, demoAccounts: [account] })
  const window = openWindow(parent)
  await eventually(() => expect(window.arrived[0]).toMatchObject({ status: { demoAccounts: [account] } }))
})

it('lets a window go whose port closed', () => {
  const { port1, port2 } = new MessageChannel()
  const closed = vi.fn()
  const core: Pick<Core, 'connect'> = { connect: () => ({ handle: async () => undefined, close: closed }) }
  connectPort(core as Core, electronPort(port2))
  port1.close()
  return eventually(() => expect(closed).toHaveBeenCalledOnce())
})

/** A data folder in which Ana is signed in; her token is elsewhere. */
function folderOfAna(): string {
  const dataDir = testFolder()
  mkdirSync(join(dataDir, 'members'))
  const store = openMemberStore(join(dataDir, 'members', `${MEMBER_ID}.db`))
  store.local.set('identity', JSON.stringify({ member: sierraTimer, organisation: sierra }))
  store.close()
  const members = [{ memberId: MEMBER_ID, email: sierraTimer.email, organisationName: sierra.name }]
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({ installationName: 'Trackside-2', members, signedIn: true }),
  )
  return dataDir
}

/** A cloud that only notes by which token it was asked. */
async function cloudThatListens() {
  const tokens: (string | undefined)[] = []
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization)
    response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { tokens, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Answers what the core asks from now on: by kind of question. */
function answerSecrets(parent: Parent, values: { readonly [kind in SecretQuestion['do']]?: string }): void {
  const answered = new Set<number>()
  const timer = setInterval(() => {
    for (const message of parent.said) {
      if (message.type !== 'secret' || answered.has(message.id)) continue
      answered.add(message.id)
      const value = values[message.question.do]
      parent.send({ type: 'secret', id: message.id, failed: false, ...(value === undefined ? {} : { value }) })
    }
  }, 5)
  onTestFinished(() => clearInterval(timer))
}

it('asks its parent for the kept sign-in, and works with it', async () => {
  const cloud = await cloudThatListens()
  const parent = runCore()
  parent.send({ type: 'start', dataDir: folderOfAna(), cloudUrl: cloud.url })
  const { id, question } = await parent.hears('secret')
  expect(question).toEqual({ do: 'read', name: MEMBER_ID })
  parent.send({ type: 'secret', id, value: 'bearer-of-ana', failed: false })
  answerSecrets(parent, { 'kept-in': 'system' })
  await parent.hears('ready')
  await eventually(() => expect(cloud.tokens).toContain('Bearer bearer-of-ana'))
  const window = openWindow(parent)
  await eventually(() => expect(window.arrived[0]).toMatchObject({ status: { signing: { keyIn: 'system' } } }))
  expect(parent.log.join()).not.toContain('bearer-of-ana')
})

it('asks for a new sign-in where its parent has none kept', async () => {
  const parent = runCore()
  parent.send({ type: 'start', dataDir: folderOfAna(), cloudUrl: NO_CLOUD })
  const { id } = await parent.hears('secret')
  parent.send({ type: 'secret', id, failed: false })
  answerSecrets(parent, {})
  const window = openWindow(parent)
  await eventually(() => expect(window.arrived[0]).toMatchObject({ status: { connection: 'sign-in-again' } }))
})

it('tells of a folder where another core works, and waits to be stopped', async () => {
  const dataDir = testFolder()
  const first = runCore()
  first.send({ type: 'start', dataDir, cloudUrl: NO_CLOUD })
  await first.hears('ready')
  const second = runCore()
  second.send({ type: 'start', dataDir, cloudUrl: NO_CLOUD })
  expect(await second.hears('refused')).toEqual({ type: 'refused', message: expect.stringContaining(dataDir) })
  expect(second.exits).toEqual([])
  second.send({ type: 'stop' })
  await eventually(() => expect(second.exits).toEqual([0]))
})

it('lets go of the folder when it is stopped, and exits once', async () => {
  const dataDir = testFolder()
  const first = runCore()
  first.send({ type: 'start', dataDir, cloudUrl: NO_CLOUD })
  await first.hears('ready')
  first.send({ type: 'stop' })
  first.send({ type: 'stop' })
  await eventually(() => expect(first.exits).toEqual([0]))
  const second = runCore()
  second.send({ type: 'start', dataDir, cloudUrl: NO_CLOUD })
  await second.hears('ready')
  expect(first.exits).toEqual([0])
})

it('ends with a fault, which the log explains', async () => {
  const file = join(testFolder(), 'file')
  writeFileSync(file, '')
  const parent = runCore()
  parent.send({ type: 'start', dataDir: file, cloudUrl: NO_CLOUD })
  await eventually(() => expect(parent.exits).toEqual([1]))
  expect(parent.log.join()).toContain('the core did not start')
  expect(parent.said).toEqual([])
})

it.each([undefined, 'start', { type: 'start' }, { type: 'evaluate', code: '1' }])(
  'takes only what was agreed: %j',
  (message) => {
    const parent = runCore()
    expect(() => parent.send(message)).toThrow()
  },
)
