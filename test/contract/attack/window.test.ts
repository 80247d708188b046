import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { openAdmission } from '../../../electron/browser-host/admission.ts'
import { type BrowserHost, startBrowserHost } from '../../../electron/browser-host/server.ts'
import { type Core, startCore } from '../../../electron/core/core.ts'
import { fileSecrets } from '../../../electron/core/identity/secrets.ts'
import { streamLogger } from '../../../electron/core/log.ts'
import { connectPort, type WindowPort } from '../../../electron/core/window-port.ts'
import { NO_TRACE } from '../../../electron/startup-trace.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { type CallName, desktopCalls, pushSchema, replySchema } from '../../../shared/desktop-api.ts'
import { builtRenderer } from '../../support/board-page.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { PASSWORD } from '../../support/laptop.ts'
import { eventually } from '../../support/listen.ts'
import { Heard } from './heard.ts'
import { anyText, type Hints, type JsonSchema } from './json-values.ts'
import { keptFolder } from './kept-folder.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'
import { hintsOf, makeScene, type Scene } from './scene.ts'

const ANSWERED_WITHIN_MS = 20_000
/** After these nobody may be signed in any more, and each costs the hash of a password. */
const LAST: ReadonlySet<string> = new Set(['changePassword', 'acceptInvitation', 'signUp', 'signIn', 'signOut'])

const PLAIN = ['malformed call', 'unknown call', 'signed out']

describe('whatever a window says', () => {
  const heard = new Heard()
  const folder = keptFolder()
  let cloud: RunningCloud
  let core: Core
  let host: BrowserHost
  let socket: WebSocket
  let scene: Scene
  let hints: Hints
  let calls = 0
  const waiting = new Map<number, (reply: z.output<typeof replySchema>) => void>()
  const strayReplies: unknown[] = []

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'))
    scene = await makeScene(cloud)
    const host = ['127.0.0.1', 'localhost']
    hints = { ...hintsOf(scene), 'only host': host, 'only port': [9], text: ['', scene.sharingCode, scene.open.token] }
    await startDesktop()
    const { email } = scene.owner.person.member
    const signedIn = await call('signIn', JSON.stringify({ email, password: PASSWORD }))
    expect(signedIn).toMatchObject({ result: { status: 'done' } })
    await eventually(() => expect(secretFiles().length).toBeGreaterThan(1))
    heard.keepSecret(PASSWORD, ...secretFiles())
  })
  afterAll(async () => {
    socket.terminate()
    await host.close()
    await core.stop()
    await cloud.close()
    folder.remove()
  })

  async function startDesktop(): Promise<void> {
    const rendererDir = builtRenderer(join(folder.path, 'renderer'))
    core = await startCore({
      ...{ dataDir: join(folder.path, 'data'), cloudUrl: cloud.url, random: Math.random, rendererDir },
      secrets: fileSecrets(join(folder.path, 'secrets')),
      clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
      log: streamLogger((line) => heard.say(line)),
      localAddresses: () => [],
    })
    const addresses: string[] = []
    const admission = openAdmission(join(folder.path, 'windows.json'), () => Date.now())
    host = await startBrowserHost({
      ...{ core, admission, trace: NO_TRACE, rendererDir, port: 0 },
      onAddress: (url) => addresses.push(url),
    })
    const origin = `http://127.0.0.1:${host.port}`
    const key = new URL(addresses.at(-1) ?? '').hash.slice('#key='.length)
    const headers = { 'content-type': 'application/json', origin }
    const admitted = await fetch(`${origin}/session`, { method: 'POST', headers, body: JSON.stringify({ key }) })
    const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? ''
    heard.keepSecret(key, cookie)
    socket = new WebSocket(`ws://127.0.0.1:${host.port}/core`, { headers: { origin, cookie } })
    socket.on('message', (data) => take(String(data)))
    await new Promise((resolve) => socket.once('open', resolve))
  }

  /** What the core keeps of secrets, each part of each. */
  function secretFiles(): readonly string[] {
    const secrets = join(folder.path, 'secrets')
    if (!existsSync(secrets)) return []
    const texts = readdirSync(secrets).map((name) => readFileSync(join(secrets, name), 'utf8'))
    return texts.flatMap((text) => text.split(/[^\w-]+/).filter((part) => part.length > 40))
  }

  function take(text: string): void {
    const message: unknown = JSON.parse(text)
    if (pushSchema.safeParse(message).success) {
      heard.say(text)
      return
    }
    const reply = replySchema.parse(message)
    const answer = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (answer === undefined) strayReplies.push(reply)
    else answer(reply)
  }

  function call(name: string, args: string): Promise<z.output<typeof replySchema>> {
    calls += 1
    const id = calls
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} was not answered: ${args}`)), ANSWERED_WITHIN_MS)
      waiting.set(id, (reply) => {
        clearTimeout(timer)
        resolve(reply)
      })
      socket.send(`{"id":${id},"call":"${name}","args":${args}}`)
    })
  }

  /** What can't be done is a value with a code; a number for the log is a fault. */
  async function tryCall(name: string, args: string): Promise<void> {
    const reply = await call(name, args)
    if (!('failed' in reply) || PLAIN.includes(reply.failed)) return
    const told = heard.lines.find((line) => line.includes(` number ${reply.failed},`))
    expect.fail(`${name} ${args}: ${told}`)
  }

  async function tryCalls(names: readonly CallName[], runs: number): Promise<void> {
    for (const name of names) {
      const schema = z.toJSONSchema(desktopCalls[name].args, { io: 'input', unrepresentable: 'any' }) as JsonSchema
      const property = fc.asyncProperty(anyText(schema, hints).filter(isJson), (text) => tryCall(name, text))
      await fc.assert(property, scaled(runs))
    }
  }

  const names = Object.keys(desktopCalls) as CallName[]

  it(
    'answers every call that there is',
    async () => {
      await tryCalls(
        names.filter((name) => !LAST.has(name)),
        12,
      )
      expect(strayReplies).toEqual([])
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    'decides every command that there is, whatever its arguments',
    async () => {
      for (const [type, { args }] of Object.entries(commandDefinitions)) {
        const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as JsonSchema
        const property = fc.asyncProperty(anyText(schema, hints).filter(isJson), (text) =>
          tryCall('give', `{"commands":[{"type":"${type}","args":${text}}]}`),
        )
        await fc.assert(property, scaled(3))
      }
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    'goes on after what is no call',
    async () => {
      const messages = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.uint8Array({ maxLength: 100 }),
        anyText({ type: 'object', properties: { call: { type: 'string' }, args: {} } }, {}),
      )
      await fc.assert(
        fc.asyncProperty(messages, async (message) => {
          socket.send(message)
        }),
        scaled(60),
      )
      await tryCall('lendingTerms', '{}')
      expect(socket.readyState).toBe(WebSocket.OPEN)
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    'answers what comes by a port, whatever a page can send through one',
    async () => {
      const { port1: page, port2 } = new MessageChannel()
      connectPort(core, asWindowPort(port2))
      const replies = new Map<number, unknown>()
      page.on('message', (text: string) => {
        heard.say(text)
        const reply = replySchema.safeParse(JSON.parse(text))
        if (reply.success) replies.set(reply.data.id, reply.data)
      })
      const cyclic: Record<string, unknown> = { id: 1, call: 'lendingTerms' }
      cyclic['args'] = cyclic
      const clones = [cyclic, new Map([['id', 1]]), new Error('x'), /x/, 10n, Number.NaN, undefined, null, new Date(0)]
      for (const one of [...clones, new Uint8Array(5_000_000), 'x'.repeat(20_000_000), '['.repeat(2_000_000)]) {
        page.postMessage(one)
      }
      let id = 0
      for (const name of names.filter((one) => !LAST.has(one))) {
        for (const args of [
          ...['{"__proto__":{"isAdmin":true},"constructor":1,"toString":null,"more":[1]}', '[]', 'null', '"x"'],
          ...[`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, `{"a":"${'x'.repeat(200_000)}"}`],
        ]) {
          id += 1
          page.postMessage(`{"id":${id},"call":"${name}","args":${args},"more":{"__proto__":1}}`)
        }
      }
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
        id += 1
        page.postMessage(JSON.stringify({ id, call: name, args: {} }))
      }
      await eventually(() => expect(replies.size).toBe(id))
      const faults = [...replies.values()].filter((one) => /"failed":"[0-9a-f]{8}"/.test(JSON.stringify(one)))
      expect(faults).toEqual([])
      page.close()
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    'answers those that sign in and out',
    async () => {
      await tryCalls(
        names.filter((name) => LAST.has(name) && name !== 'signOut'),
        5,
      )
      await tryCall('signOut', '{"__proto__":1}')
      await tryCall('signOut', '{}')
      for (const name of names) await tryCall(name, '{}')
    },
    FUZZ_TIMEOUT_MS,
  )

  it('has told no secret, in its log or to a window', () => {
    heard.expectNoSecret()
  })
})

/** Electron's ports give what came in an envelope; these are Node's. */
function asWindowPort(port: MessagePort): WindowPort {
  return {
    on(event: 'message' | 'close', listener: (message: { readonly data: unknown }) => void) {
      return event === 'message'
        ? port.on(event, (data: unknown) => listener({ data }))
        : port.on(event, listener as never)
    },
    start: () => port.start(),
    postMessage: (message) => port.postMessage(message),
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
