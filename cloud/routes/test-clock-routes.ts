import { z } from 'zod'
import { timeSchema } from '../../shared/records/scalars.ts'
import type { TestClock } from '../clock.ts'
import type { Cloud } from '../cloud.ts'
import { settleLoans } from '../expiry.ts'
import type { Streams } from '../stream.ts'
import type { App } from './app-type.ts'

const MOST_MS = 10 * 365 * 24 * 3_600_000

/** Only with `--demo --test-clock`: lets a day pass in a second, without a sign-in. */
export function testClockRoutes(app: App, cloud: Cloud, clock: TestClock, streams: Streams): void {
  app.post(
    '/v1/test/clock',
    {
      schema: {
        body: z.object({ advanceMs: z.int().min(0).max(MOST_MS) }),
        response: { 200: z.object({ now: timeSchema }) },
      },
    },
    async (request) => {
      clock.advance(request.body.advanceMs)
      await settleLoans(cloud)
      await streams.refresh()
      return { now: clock.now() }
    },
  )
}
