import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import fastify, { type FastifyBaseLogger, type FastifyError, LogController } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { TIME_HEADER } from '../shared/cloud-api.ts'
import { authenticate } from './caller.ts'
import { TestClock } from './clock.ts'
import type { Cloud } from './cloud.ts'
import { CHANNEL, type Notice } from './db/notify.ts'
import type { Database } from './db/open.ts'
import { DatabaseUnavailable, isPassing } from './db/transact.ts'
import { ApiError } from './errors.ts'
import { startExpiry } from './expiry.ts'
import { Metrics } from './metrics.ts'
import { apiKeyRoutes } from './routes/api-key-routes.ts'
import type { App } from './routes/app-type.ts'
import { deviceRoutes } from './routes/device-routes.ts'
import { operationRoutes } from './routes/operation-routes.ts'
import { publicRoutes, signInRoutes } from './routes/sign-in-routes.ts'
import { streamRoutes } from './routes/stream-routes.ts'
import { syncRoutes } from './routes/sync-routes.ts'
import { testClockRoutes } from './routes/test-clock-routes.ts'
import { Streams } from './stream.ts'

export interface AppDeps extends Cloud {
  readonly database: Database
  readonly log: FastifyBaseLogger
}

/** The whole cloud behind HTTP, its expiry running. Closing it ends all that it began, except the database. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { clock, database, log } = deps
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
  })
    .withTypeProvider<ZodTypeProvider>()
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler)
  const streams = new Streams(deps, log)
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
    operationRoutes(open, deps, metrics)
    if (clock instanceof TestClock) testClockRoutes(open, deps, clock, streams)
    done()
  })
  await app.register((signedIn, _, done) => {
    signedIn.addHook('onRequest', async (request) => {
      request.caller = await authenticate(deps, request.headers.authorization)
    })
    signInRoutes(signedIn, deps)
    syncRoutes(signedIn, deps)
    streamRoutes(signedIn, deps, streams)
    apiKeyRoutes(signedIn, deps)
    done()
  })
  await app.register((keyed, _, done) => {
    deviceRoutes(keyed, deps)
    done()
  })

  const stopListening = await database.listen(
    CHANNEL,
    (payload) => streams.hear(JSON.parse(payload) as Notice),
    () => void streams.refresh(),
  )
  const stopExpiry = startExpiry(deps, log)
  app.addHook('preClose', async () => {
    streams.close()
    await stopExpiry()
    await stopListening()
  })
  return app
}

/** Every failure has the one shape, and none tells what is inside. */
function answerWithErrors(app: App): void {
  app.setNotFoundHandler(() => {
    throw new ApiError('NOT_FOUND')
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toApiError(error)
    if (known.status >= 500) request.log.error({ err: error }, 'a request failed')
    const { details } = known
    if (known.code === 'TOO_MANY') reply.header('retry-after', String(details?.['retryAfterS'] ?? 60))
    return reply
      .code(known.status)
      .type('application/json')
      .send(Buffer.from(JSON.stringify(known)) as never)
  })
}

function toApiError(error: FastifyError): ApiError {
  if (error instanceof ApiError) return error
  if (hasZodFastifySchemaValidationErrors(error)) return toMalformed(error.validation)
  if (error.statusCode === 413) return new ApiError('TOO_LARGE')
  if (error.statusCode !== undefined && error.statusCode < 500) return new ApiError('MALFORMED')
  if (error instanceof DatabaseUnavailable || isPassing(error)) return new ApiError('INTERNAL', undefined, 503)
  return new ApiError('INTERNAL')
}

function toMalformed(
  issues: readonly {
    readonly instancePath: string
    readonly message?: string | undefined
    readonly keyword?: string
  }[],
): ApiError {
  const fields = issues.map((issue) => ({
    field: issue.instancePath.split('/').filter(Boolean).join('.'),
    problem: issue.message ?? 'not valid',
  }))
  // More commands than a call may carry.
  const tooMany = issues.some((issue) => issue.keyword === 'too_big' && issue.instancePath === '/commands')
  return tooMany ? new ApiError('TOO_LARGE') : new ApiError('MALFORMED', { fields })
}
