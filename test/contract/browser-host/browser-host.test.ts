import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { openAdmission } from '../../../electron/browser-host/admission.ts'
import { startBrowserHost } from '../../../electron/browser-host/server.ts'
import { CONTENT_SECURITY_POLICY } from '../../../electron/content-security-policy.ts'
import { startCore } from '../../../electron/core/core.ts'
import { fileSecrets } from '../../../electron/core/identity/secrets.ts'
import { streamLogger } from '../../../electron/core/log.ts'
import { NO_TRACE } from '../../../electron/startup-trace.ts'
import { pushSchema } from '../../../shared/desktop-api.ts'
import { testFolder } from '../../support/test-folder.ts'

async function startHost() {
  const folder = testFolder()
  const rendererDir = join(folder, 'renderer')
  mkdirSync(rendererDir)
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Trackside</title>')
  writeFileSync(join(folder, 'outside.txt'), 'not for windows')
  const core = await startCore({
    dataDir: join(folder, 'data'),
    // A port where nobody answers: the core works without.
    cloudUrl: 'http://127.0.0.1:9',
    secrets: fileSecrets(join(folder, 'secrets')),
    clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
    random: Math.random,
    log: streamLogger(() => undefined),
  })
  const addresses: string[] = []
  const admission = openAdmission(join(folder, 'windows.json'), () => Date.now())
  const host = await startBrowserHost({
    core,
    admission,
    trace: NO_TRACE,
    rendererDir,
    port: 0,
    onAddress: (url) => addresses.push(url),
  })
  onTestFinished(async () => {
    await host.close()
    await core.stop()
  })
  const key = () => new URL(addresses.at(-1) ?? '').hash.slice('#key='.length)
  return { host, key, addresses }
}

interface Asked {
  readonly path: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Plain HTTP, so that Host and Origin can be anything. */
function ask(port: number, { path, method = 'GET', headers = {}, body }: Asked) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

function exchange(port: number, key: string, headers: Record<string, string> = {}) {
  return ask(port, {
    path: '/session',
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, ...headers },
    body: JSON.stringify({ key }),
  })
}

function cookieOf(headers: NodeJS.Dict<string | string[]>): string {
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? ''
}

/** Opens the socket; resolves with the first push, or with the status that refused it. */
function openSocket(port: number, headers: Record<string, string>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/core`, { headers })
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)))
      socket.close()
    })
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode)
      socket.terminate()
    })
    socket.on('error', reject)
  })
}

it('serves the page with the one content security policy', async () => {
  const { host } = await startHost()
  const page = await ask(host.port, { path: '/' })
  expect(page.text).toContain('<title>Trackside</title>')
  expect(page.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
})

it('answers nobody who asks for another host, or from another site’s page', async () => {
  const { host, key } = await startHost()
  expect((await ask(host.port, { path: '/', headers: { host: `evil.example:${host.port}` } })).status).toBe(403)
  expect((await ask(host.port, { path: '/', headers: { host: '127.0.0.1:1' } })).status).toBe(403)
  expect((await exchange(host.port, key(), { origin: 'http://evil.example' })).status).toBe(403)
  expect((await exchange(host.port, key(), { origin: 'null' })).status).toBe(403)
  expect((await exchange(host.port, key())).status).toBe(200)
})

it('exchanges the key once, for a cookie that scripts can’t read', async () => {
  const { host, key, addresses } = await startHost()
  const first = key()
  const answer = await exchange(host.port, first)
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/)
  expect((await exchange(host.port, first)).status).toBe(401)
  expect(addresses).toHaveLength(2)
  expect((await exchange(host.port, key())).status).toBe(200)
})

it('opens the core to a window with the cookie and our origin, and to no other', async () => {
  const { host, key } = await startHost()
  const origin = `http://127.0.0.1:${host.port}`
  const cookie = cookieOf((await exchange(host.port, key())).headers)
  expect(await openSocket(host.port, { origin })).toBe(401)
  expect(await openSocket(host.port, { origin, cookie: `${cookie}x` })).toBe(401)
  expect(await openSocket(host.port, { origin: 'http://evil.example', cookie })).toBe(403)
  expect(await openSocket(host.port, { cookie })).toBe(403)
  expect(pushSchema.parse(await openSocket(host.port, { origin, cookie }))).toMatchObject({ push: 'status' })
})

it('gives no file from outside the renderer’s folder', async () => {
  const { host } = await startHost()
  for (const path of ['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/%2e%2e%2foutside.txt']) {
    const answer = await ask(host.port, { path })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain('not for windows')
  }
})

it('survives messages that are no calls, and answers each call once', async () => {
  const { host, key } = await startHost()
  const origin = `http://127.0.0.1:${host.port}`
  const cookie = cookieOf((await exchange(host.port, key())).headers)
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/core`, { headers: { origin, cookie } })
  const replies: unknown[] = []
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message: unknown = JSON.parse(String(data))
      if (typeof message === 'object' && message !== null && 'id' in message) replies.push(message)
      if (replies.length === 3) resolve()
    })
    socket.on('open', () => {
      for (const text of ['', '{', '[]', '{"id":"x"}', 'null']) socket.send(text)
      socket.send(JSON.stringify({ id: 1, call: 'dropAllTables', args: {} }))
      socket.send(JSON.stringify({ id: 2, call: 'give', args: { commands: 'many' } }))
      socket.send(JSON.stringify({ id: 3, call: 'saveSettings', args: { theme: 'sunlight' } }))
    })
  })
  socket.close()
  expect(replies.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    { id: 1, failed: 'unknown call' },
    { id: 2, failed: 'malformed call' },
    { id: 3, result: {} },
  ])
})
