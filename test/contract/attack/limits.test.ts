import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { apiErrorSchema } from '../../../shared/cloud-api.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import type { StreamCount, ToStreams } from '../../support/idle-streams.ts'
import { Laptop, type Person, request, signUp } from '../../support/laptop.ts'
import { eventually, listen } from '../../support/listen.ts'
import { callsOf } from './open-api.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'
import { signedInAnew } from './scene.ts'

const MOST_CONNECTIONS = 16_000

describe('the limits of the cloud', () => {
  let cloud: RunningCloud
  let person: Person
  let sockets: Socket[] = []

  beforeAll(async () => {
    const config = { requestTimeoutMs: 2000, mostConnections: MOST_CONNECTIONS }
    cloud = await startCloud(await openDatabase('PGlite'), { config })
    person = await signUp(cloud)
  })
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    sockets = []
  })
  afterAll(() => cloud.close())

  /** A connection that says what it is told to, and keeps what it hears until its end. */
  async function dial(from = cloud) {
    const { hostname, port } = new URL(from.url)
    const socket = connect(Number(port), hostname)
    const heard: Buffer[] = []
    const state = { closed: false }
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => heard.push(chunk))
    socket.once('close', () => {
      state.closed = true
    })
    sockets.push(socket)
    await Promise.race([once(socket, 'connect'), once(socket, 'close')])
    return { socket, isClosed: () => state.closed, text: () => Buffer.concat(heard).toString() }
  }

  function expectRefused(text: string): void {
    const [head = '', body = ''] = text.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 4\d\d /)
    apiErrorSchema.parse(JSON.parse(body))
  }

  async function expectServesOthers(): Promise<void> {
    expect((await request(cloud, 'GET', '/v1/me', { token: person.token })).status).toBe(200)
  }

  it.each([
    ['a head that never ends', 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 'x: y\r\n'],
    [
      'a body that never ends',
      'POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n',
      'body',
    ],
    ['nothing at all', '', ''],
  ])('cuts off those who send %s, and serves the others meanwhile', async (_, begin, more) => {
    const isBody = more === 'body'
    const slow = await Promise.all(Array.from({ length: 60 }, () => dial()))
    for (const { socket } of slow) socket.write(isBody ? `${begin}content-length: 9000\r\n\r\n{` : begin)
    const dripping = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write(isBody ? ' ' : more)
    }, 100)
    await expectServesOthers()
    await eventually(() => expect(slow.every(({ isClosed }) => isClosed())).toBe(true))
    clearInterval(dripping)
    for (const { text } of slow) if (text() !== '') expectRefused(text())
    await expectServesOthers()
  })

  it('answers a head of a mebibyte by its contract, and goes on', async () => {
    const one = await dial()
    one.socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(1024 * 1024)}\r\n\r\n`)
    await eventually(() => expect(one.isClosed()).toBe(true))
    if (one.text() !== '') expectRefused(one.text())
    const many = await dial()
    many.socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(100_000)}\r\n`)
    await eventually(() => expect(many.isClosed()).toBe(true))
    await expectServesOthers()
  })

  it('answers TOO_LARGE to a body over the limit of each call, told beforehand or not', async () => {
    const { key } = (
      await new Laptop(cloud, person).ask('POST', '/v1/api-keys', { name: 'K', access: 'WRITE' })
    ).json() as {
      key: string
    }
    const large = Buffer.alloc(9 * 1024 * 1024, ' ')
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, 'x-api-key': key }
    const calls = (await callsOf(cloud)).filter(({ body }) => body !== undefined)
    expect(calls.length).toBeGreaterThan(10)
    for (const { method, path } of calls) {
      const url = cloud.url + path.replaceAll(/\{\w+\}/g, 'x')
      for (const body of [large, new Blob([large]).stream()]) {
        const asked = { method, headers, body, duplex: 'half' } as RequestInit
        // Whoever is cut off while sending may not read the answer any more.
        const response = await fetch(url, asked).catch(() => undefined)
        if (response === undefined) continue
        expect([path, response.status]).toEqual([path, 413])
        expect(apiErrorSchema.parse(await response.json()).error.code).toBe('TOO_LARGE')
      }
    }
    await expectServesOthers()
  })

  it('inflates nothing: a packed body is no JSON', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(64 * 1024)
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
      const response = await fetch(`${cloud.url}/v1/auth/sign-in`, { method: 'POST', headers, body: bomb })
      expect([response.status, apiErrorSchema.parse(await response.json()).error.code]).toEqual([400, 'MALFORMED'])
    }
  })

  it('ends the oldest of too many streams of one sign-in, and none of others', async () => {
    const [busy, calm] = [await signedInAnew(cloud, person), await signedInAnew(cloud, person)]
    const own = await listen(cloud, calm.token)
    const first = await listen(cloud, busy.token)
    const more: Awaited<ReturnType<typeof listen>>[] = []
    for (let count = 0; count < 10; count += 1) more.push(await listen(cloud, busy.token))
    await eventually(() => expect(first.ended()).toBe(true))
    expect([own, ...more].some((stream) => stream.ended())).toBe(false)
    for (const stream of [own, ...more]) stream.leave()
  })

  it(
    'keeps idle streams open, answers the others, and pokes them all',
    async () => {
      const count = Math.min(scaled(200).numRuns, 10_000)
      const tokens: string[] = []
      while (tokens.length < count) {
        const { token } = await signedInAnew(cloud, person)
        tokens.push(...Array.from({ length: Math.min(10, count - tokens.length) }, () => token))
      }
      const streams = fork('test/support/idle-streams.ts')
      onTestFinished(() => streams.disconnect())
      streams.send({ url: cloud.url, tokens } satisfies ToStreams)
      const counted = async () => {
        const answer = once(streams, 'message')
        streams.send('count' satisfies ToStreams)
        const [{ told, poked, ended }] = (await answer) as [StreamCount]
        return [told, poked, ended]
      }
      const waiting = { timeout: FUZZ_TIMEOUT_MS, interval: 100 }
      await vi.waitFor(async () => expect(await counted()).toEqual([count, 0, 0]), waiting)
      await expectServesOthers()
      const laptop = new Laptop(cloud, await signedInAnew(cloud, person))
      await laptop.registerBox('IDLE')
      await vi.waitFor(async () => expect(await counted()).toEqual([count, count, 0]), waiting)
    },
    FUZZ_TIMEOUT_MS,
  )
})

describe('many from one address', () => {
  it('no more connections than the program can have are taken; those that are there go on', async () => {
    const cloud = await startCloud(await openDatabase('PGlite'), { config: { mostConnections: 20 } })
    const { hostname, port } = new URL(cloud.url)
    const ask = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'
    const sockets = Array.from({ length: 60 }, () => connect(Number(port), hostname))
    const answers = sockets.map(() => 0)
    for (const [index, socket] of sockets.entries()) {
      socket.on('error', () => undefined)
      socket.on('data', () => {
        answers[index] = (answers[index] ?? 0) + 1
      })
      socket.write(ask)
    }
    const taken = () => sockets.filter((socket) => !socket.closed)
    await eventually(() => expect([taken().length, answers.filter(Boolean).length]).toEqual([20, 20]))
    for (const socket of taken()) socket.write(ask)
    await eventually(() => expect(answers.filter((count) => count > 1)).toHaveLength(20))
    for (const socket of sockets) socket.destroy()
    await sleep(20)
    expect((await request(cloud, 'GET', '/healthz')).status).toBe(200)
    await cloud.close()
  })

  it('[O10] counts for whom a proxy on this machine asks, and not who says to be another', async () => {
    const cloud = await startCloud(await openDatabase('PGlite'), { limitFactor: 1 })
    const guess = (forwarded: string) =>
      request(cloud, 'POST', '/v1/auth/sign-in', {
        headers: { 'x-forwarded-for': forwarded },
        body: { email: `${crypto.randomUUID()}@example.com`, password: 'a wrong guess' },
      })
    // What stands before the proxy's own word is the guesser's.
    for (let count = 0; count < 50; count += 1) {
      expect((await guess(`198.51.100.${count}, 203.0.113.7`)).code).toBe('CREDENTIALS_WRONG')
    }
    expect((await guess('203.0.113.7')).code).toBe('TOO_MANY')
    expect((await guess('203.0.113.8')).code).toBe('CREDENTIALS_WRONG')
    await cloud.close()
  })
})
