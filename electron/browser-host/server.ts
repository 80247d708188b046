import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import files from '@fastify/static'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseJson } from '../../shared/parse-json.ts'
import { CONTENT_SECURITY_POLICY } from '../content-security-policy.ts'
import type { Core } from '../core/core.ts'
import type { StartupTrace } from '../startup-trace.ts'
import type { Admission } from './admission.ts'

export interface HostOptions {
  readonly core: Core
  readonly admission: Admission
  /** `page`: from a browser's first request until the core's first word has gone to it. */
  readonly trace: StartupTrace
  /** The built renderer. */
  readonly rendererDir: string
  /** 0: any free one. */
  readonly port: number
  /** Told of the address for the next window: at the start, and each time one was used. */
  readonly onAddress: (url: string) => void
}

export interface BrowserHost {
  readonly port: number
  close(): Promise<void>
}

/** A start list is the largest that a window sends: 20 million characters. */
const MAX_CALL_BYTES = 64 * 1024 * 1024
/** A window that doesn't take what it is sent is let go; it connects anew and begins with a whole state. */
const MAX_UNSENT_BYTES = 256 * 1024 * 1024

/** Serves the renderer and the core to browsers on this computer, and to nobody else. */
export async function startBrowserHost(options: HostOptions): Promise<BrowserHost> {
  const { core, admission, rendererDir, trace, onAddress } = options
  const app = Fastify({ logger: false, bodyLimit: 10_000, forceCloseConnections: true })
  const portOf = () => (app.server.address() as AddressInfo).port
  const cookieName = () => `trackside_${portOf()}`
  const announceAddress = () => onAddress(`http://127.0.0.1:${portOf()}/#key=${admission.key()}`)

  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: MAX_CALL_BYTES } })
  app.addHook('onRequest', async (request, reply) => {
    trace.began('page')
    const allowed = isOurs(request, portOf())
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
    if (!allowed) return reply.code(403).send('This address serves only the computer that it runs on.')
    return undefined
  })
  await app.register(files, { root: rendererDir, cacheControl: false })

  app.post('/session', async (request, reply) => {
    const body = z.object({ key: z.string().max(200) }).safeParse(request.body)
    const value = body.success ? admission.exchange(body.data.key) : undefined
    if (value === undefined) return reply.code(401).send({ error: 'KEY_USED' })
    announceAddress()
    return reply
      .setCookie(cookieName(), value, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 30 * 86_400 })
      .send({})
  })

  await registerCore(app, core, trace, (request) => admission.admits(request.cookies[cookieName()]))
  await app.listen({ host: '127.0.0.1', port: options.port })
  announceAddress()
  return { port: portOf(), close: () => app.close() }
}

/** One WebSocket a window: calls in, replies and pushes out, in order. */
async function registerCore(
  app: FastifyInstance,
  core: Core,
  trace: StartupTrace,
  isAdmitted: (request: FastifyRequest) => boolean,
) {
  app.get(
    '/core',
    {
      websocket: true,
      preValidation: async (request, reply) => {
        if (!isAdmitted(request)) return reply.code(401).send({ error: 'NOT_ADMITTED' })
        return undefined
      },
    },
    (socket) => {
      const send = (message: unknown) => {
        if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate()
        else socket.send(JSON.stringify(message), () => trace.ended('page'))
      }
      const window = core.connect(send)
      socket.on('message', async (data) => {
        const reply = await window.handle(parseJson(String(data)))
        if (reply !== undefined) send(reply)
      })
      socket.on('close', () => window.close())
      socket.on('error', () => socket.terminate())
    },
  )
}

/** DNS rebinding and other sites' pages: the name asked for must be this computer's, and so must the asking page. */
function isOurs(request: FastifyRequest, port: number): boolean {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !names.includes(host)) return false
  const isRead = request.method === 'GET' && request.headers.upgrade === undefined
  return origin === undefined ? isRead : origin === `http://${host}`
}
