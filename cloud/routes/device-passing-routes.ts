import { z } from 'zod'
import { MAX_PASSINGS_BYTES, MAX_PASSINGS_PER_CALL } from '../../shared/passings-api.ts'
import type { Cloud } from '../cloud.ts'
import { readPassing, sentPassingSchema, type Unreadable } from '../device-passing-form.ts'
import { takePassings } from '../device-passings.ts'
import { ApiError } from '../errors.ts'
import type { App } from './app-type.ts'
import { describedSchema, deviceIdSchema, keyFor } from './device-keys.ts'

/** So many of what couldn't be read are named. */
const MOST_NAMED = 20

const bodySchema = z.object({
  body: z.object({
    token_session: deviceIdSchema,
    // What can't be read doesn't cost its neighbours.
    passings_list: z.array(z.union([sentPassingSchema, z.unknown()])),
  }),
})

const answerSchema = describedSchema.extend({
  token_session: z.string(),
  /** Stored now: those that were known before don't count. */
  inserted_count: z.number(),
  /** Where there are any: not readable, or not of this run's time. They aren't kept. */
  refused_count: z.number().optional(),
  refused: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
})

export function devicePassingRoutes(app: App, cloud: Cloud): void {
  app.post(
    '/v0/passings',
    { bodyLimit: MAX_PASSINGS_BYTES, schema: { body: bodySchema, response: { 200: answerSchema } } },
    async (request) => {
      const key = keyFor(request, 'WRITE')
      const { token_session, passings_list } = request.body.body
      if (passings_list.length > MAX_PASSINGS_PER_CALL) throw new ApiError('TOO_LARGE')
      const read = passings_list.map(readPassing)
      const passings = read.flatMap((one) => (one.ok ? [one.passing] : []))
      const unreadable = read.flatMap((one, index) => (one.ok ? [] : [placed(one.problem, index)]))
      const named = unreadable.slice(0, MOST_NAMED)
      if (passings.length === 0 && unreadable.length > 0) throw new ApiError('MALFORMED', { fields: named })
      const { inserted, leftOut } = await takePassings(cloud, key, token_session, passings)
      const refused = leftOut + unreadable.length
      return {
        ...{ description: 'Passings stored', token_session, inserted_count: inserted },
        ...(refused === 0 ? {} : { refused_count: refused }),
        ...(named.length === 0 ? {} : { refused: named }),
      }
    },
  )
}

/** As the whole request's problems are named. */
function placed({ field, problem }: Unreadable, index: number): Unreadable {
  const path = ['body', 'passings_list', String(index), ...(field === '' ? [] : [field])]
  return { field: path.join('.'), problem }
}
