import { TIME_HEADER } from '../../shared/cloud-api.ts'
import type { Cloud } from '../cloud.ts'
import type { Streams } from '../stream.ts'
import { type App, callerOf } from './app-type.ts'

export function streamRoutes(app: App, cloud: Cloud, streams: Streams): void {
  app.get(
    '/v1/stream',
    { schema: { description: 'Server-sent events: `poke`, `telemetry` and `passings`.' } },
    async (request, reply) => {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Nothing follows on this connection: kept alive, it would hold up the end of the program.
        connection: 'close',
        'x-accel-buffering': 'no',
        [TIME_HEADER]: cloud.clock.now(),
      })
      try {
        await streams.open(callerOf(request), raw)
      } catch (error) {
        // It can't be answered with an error any more; the reader comes again.
        request.log.error({ err: error }, 'a stream could not be opened')
        raw.destroy()
      }
    },
  )
}
