import { z } from 'zod'
import type { Cloud } from '../cloud.ts'
import { isReachable } from '../db/open.ts'
import { ApiError } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import type { App } from './app-type.ts'

/** For those who keep the cloud running. */
export function operationRoutes(app: App, cloud: Cloud, metrics: Metrics): void {
  const okSchema = z.object({ status: z.literal('ok') })

  app.get('/healthz', { schema: { response: { 200: okSchema } } }, () => ({ status: 'ok' as const }))

  app.get('/readyz', { schema: { response: { 200: okSchema } } }, async () => {
    if (!(await isReachable(cloud.db))) throw new ApiError('INTERNAL', undefined, 503)
    return { status: 'ok' as const }
  })

  app.get('/metrics', { schema: { response: { 200: z.string() } } }, async (_, reply) => {
    return await reply.type('text/plain; version=0.0.4').send(metrics.text())
  })

  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
