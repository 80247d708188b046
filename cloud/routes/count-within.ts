import { ApiError } from '../errors.ts'
import type { Limiter } from '../limiter.ts'

/** Counts one more, or answers that it is too many. */
export function countWithin(limiter: Limiter, key: string): void {
  const retryAfterS = limiter.retryAfterS(key)
  if (retryAfterS > 0) throw new ApiError('TOO_MANY', { retryAfterS })
  limiter.count(key)
}
