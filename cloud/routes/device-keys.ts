import { z } from 'zod'
import type { ApiKey } from '../api-key.ts'
import { ApiError } from '../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler of the device API runs. */
    apiKey: ApiKey | null
  }
}

/** Ids of devices and tokens of runs; what can't be one becomes the empty text, which names nothing. */
export const deviceIdSchema = z
  .string()
  .max(100)
  .overwrite((text) => (/^[0-9a-f]{64}$/.test(text) ? text : ''))

export const describedSchema = z.object({ description: z.string() })

export interface Keyed {
  readonly apiKey: ApiKey | null
}

export function keyOf({ apiKey }: Keyed): ApiKey {
  if (apiKey === null) throw new Error('a route of the device API stands outside it')
  return apiKey
}

export function keyFor(request: Keyed, access: 'READ' | 'WRITE'): ApiKey {
  const key = keyOf(request)
  if (key.access !== 'READ_WRITE' && key.access !== access) throw new ApiError('FORBIDDEN', { access })
  return key
}

/** A key of one device may only report. */
export function organisationKey(key: ApiKey): ApiKey {
  if (key.boxId !== null) throw new ApiError('FORBIDDEN')
  return key
}
