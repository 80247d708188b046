import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { INSTALLATION_HEADER, TIME_HEADER } from '../shared/cloud-api.ts'
import { timePlus } from '../shared/records/scalars.ts'
import { authenticate } from './caller.ts'
import { TestClock } from './clock.ts'
import type { Cloud } from './cloud.ts'
import { readEpoch } from './db/feed.ts'
import { CHANNEL, type Notice } from './db/notify.ts'
import type { Database } from './db/open.ts'
import { answerBrokenHttp, answerWith, answerWithErrors, validateShallow } from './error-answers.ts'
import { startExpiry } from './expiry.ts'
import { startPurge } from './feed-purge.ts'
import { Guesses } from './guesses.ts'
import { Metrics } from './metrics.ts'
import { startMonths } from './passing-months.ts'
import { makeRootKeys } from './root-key-store.ts'
import { apiKeyRoutes } from './routes/api-key-routes.ts'
import type { App } from './routes/app-type.ts'
import { deviceRoutes } from './routes/device-routes.ts'
import { invitationRoutes } from './routes/invitation-routes.ts'
import { operationRoutes } from './routes/operation-routes.ts'
import { passingIntakeRoutes, passingRoutes } from './routes/passing-routes.ts'
import { sharingCodeRoutes } from './routes/sharing-code-routes.ts'
import { publicRoutes, signInRoutes } from './routes/sign-in-routes.ts'
import { streamRoutes } from './routes/stream-routes.ts'
import { syncRoutes } from './routes/sync-routes.ts'
import { testClockRoutes } from './routes/test-clock-routes.ts'
import { trustRoutes } from './routes/trust-routes.ts'
import { giveSharingCodes } from './sharing-codes.ts'
import { Streams } from './stream.ts'

export interface AppDeps extends Cloud {
  readonly database: Database
  readonly log: FastifyBaseLogger
}

/** What is under way may end by itself for so long. */
const CLOSE_GRACE_MS = 1000

/** The whole cloud behind HTTP, its expiry running. Closing it ends all that it began, except the database. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { clock, database, log } = deps
  await giveSharingCodes(deps)
  await makeRootKeys(deps)
  const { requestTimeoutMs, mostConnections } = deps.config
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs / 2, connectionsCheckingInterval: requestTimeoutMs / 4 },
    // Only a proxy on this machine may say for whom it asks; else all that are behind it would count as one address.
    trustProxy: 'loopback',
    // What can't be routed comes by none of the hooks below.
    frameworkErrors: (error, request, reply) => answerWith(error, request, reply.header(TIME_HEADER, clock.now())),
    clientErrorHandler: answerBrokenHttp,
  })
    .withTypeProvider<ZodTypeProvider>()
    .setValidatorCompiler<z.ZodType>((route) => validateShallow(validatorCompiler(route)))
    .setSerializerCompiler(serializerCompiler)
  app.server.maxConnections = mostConnections
  const streams = new Streams(deps, await readEpoch(deps.db), log)
  const { unknownSharingCodesByOrganisation, unknownSharingCodesByAddress } = deps.config.limits
  const sharingCodes = new Guesses(unknownSharingCodesByOrganisation, unknownSharingCodesByAddress, clock)
  const metrics = new Metrics({ streams: () => streams.size, uptime_seconds: () => Math.floor(process.uptime()) })

  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (_, reply) => {
    reply.header(TIME_HEADER, clock.now())
  })
  app.addHook('onResponse', async (_, reply) => {
    metrics.count(`requests_total{status="${reply.statusCode}"}`)
  })
  answerWithErrors(app)
  await app.register(helmet)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Trackside cloud', version: '1' } },
    transform: jsonSchemaTransform,
  })
  await app.register((open, _, done) => {
    publicRoutes(open, deps)
    invitationRoutes(open, deps)
    trustRoutes(open, deps)
    operationRoutes(open, deps, metrics)
    if (clock instanceof TestClock) testClockRoutes(open, deps, clock, streams)
    done()
  })
  await app.register((signedIn, _, done) => {
    signedIn.addHook('onRequest', async (request) => {
      const { authorization, [INSTALLATION_HEADER]: installation } = request.headers
      request.caller = await authenticate(deps, authorization, installation)
    })
    signInRoutes(signedIn, deps)
    syncRoutes(signedIn, deps, sharingCodes)
    sharingCodeRoutes(signedIn, deps, sharingCodes)
    streamRoutes(signedIn, deps, streams)
    apiKeyRoutes(signedIn, deps)
    passingRoutes(signedIn, deps)
    done()
  })
  await app.register((recording, _, done) => {
    recording.addHook('onRequest', async (request) => {
      const { authorization, [INSTALLATION_HEADER]: installation } = request.headers
      const removedSince = timePlus(clock.now(), -deps.config.removedUploadsMs)
      request.caller = await authenticate(deps, authorization, installation, { removedSince })
    })
    passingIntakeRoutes(recording, deps)
    done()
  })
  await app.register((keyed, _, done) => {
    deviceRoutes(keyed, deps)
    done()
  })

  const stopListening = await database.listen(
    CHANNEL,
    (payload) => streams.hear(JSON.parse(payload) as Notice),
    () => streams.refreshInBackground(),
  )
  const stopExpiry = startExpiry(deps, log)
  const stopMonths = startMonths(deps, log)
  const stopPurge = startPurge(deps, log)
  app.addHook('preClose', async () => {
    // Some clients hold a connection open that they never used: it doesn't hold up the end.
    const force = setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS)
    app.server.once('close', () => clearTimeout(force))
    streams.close()
    await stopExpiry()
    await stopMonths()
    await stopPurge()
    await stopListening()
  })
  return app
}
