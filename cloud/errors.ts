import type { ApiErrorCode } from '../shared/cloud-api.ts'
import type { RefusalDetails } from '../shared/refusals.ts'
import { ERROR_MESSAGES } from './messages.ts'

const STATUSES: Readonly<Record<ApiErrorCode, number>> = {
  MALFORMED: 400,
  SIGNED_OUT: 401,
  MEMBER_REMOVED: 401,
  CREDENTIALS_WRONG: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVITATION_INVALID: 404,
  SEQ_EXPECTED: 409,
  INSTALLATION_REPLAYED: 409,
  NAME_TAKEN: 409,
  EMAIL_TAKEN: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  INTERNAL: 500,
}

/** A failure that the HTTP contract knows. Routes throw it, and the error handler of the app answers with it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  readonly details: RefusalDetails | undefined
  readonly status: number

  constructor(code: ApiErrorCode, details?: RefusalDetails, status = STATUSES[code]) {
    super(ERROR_MESSAGES[code])
    this.code = code
    this.details = details
    this.status = status
  }

  /** The body of the answer. */
  toJSON(): { readonly error: object } {
    const { code, message, details } = this
    return { error: { code, message, ...(details === undefined ? {} : { details }) } }
  }
}
