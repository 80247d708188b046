import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, type validatorCompiler } from 'fastify-type-provider-zod'
import { nestsTooDeep } from '../shared/nesting.ts'
import { DatabaseUnavailable, isPassing } from './db/transact.ts'
import { ApiError } from './errors.ts'
import { type App, sendJsonText } from './routes/app-type.ts'

/** Every failure has the one shape, and none tells what is inside. */
export function answerWithErrors(app: App): void {
  app.setNotFoundHandler(() => {
    throw new ApiError('NOT_FOUND')
  })
  app.setErrorHandler(answerWith)
}

export async function answerWith(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const known = toApiError(error)
  if (known.status >= 500) request.log.error({ err: error }, 'a request failed')
  const { details } = known
  if (known.code === 'TOO_MANY') reply.header('retry-after', String(details?.['retryAfterS'] ?? 60))
  reply.code(known.status)
  await sendJsonText(reply, JSON.stringify(known))
}

/** What isn't HTTP never becomes a request. */
export function answerBrokenHttp(_: Error, socket: Socket): void {
  const body = JSON.stringify(new ApiError('MALFORMED'))
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', `content-length: ${body.length}`]
  if (socket.writable) socket.end(`${[...head, 'connection: close'].join('\r\n')}\r\n\r\n${body}`)
  else socket.destroy()
}

type Validate = ReturnType<typeof validatorCompiler>

export function validateShallow(validate: Validate): Validate {
  return (value) => (nestsTooDeep(value) ? { error: new ApiError('MALFORMED') } : validate(value))
}

function toApiError(error: FastifyError): ApiError {
  if (error instanceof ApiError) return error
  if (hasZodFastifySchemaValidationErrors(error)) return toMalformed(error.validation)
  if (error.statusCode === 413) return new ApiError('TOO_LARGE')
  if (error.statusCode !== undefined && error.statusCode < 500) return new ApiError('MALFORMED')
  if (error instanceof DatabaseUnavailable || isPassing(error)) return new ApiError('INTERNAL', undefined, 503)
  return new ApiError('INTERNAL')
}

/** More than so many faults aren't named: a call can have thousands. */
const MOST_FIELDS = 50
const LISTS: ReadonlySet<string> = new Set(['/commands', '/passings'])

function toMalformed(
  issues: readonly {
    readonly instancePath: string
    readonly message?: string | undefined
    readonly keyword?: string
  }[],
): ApiError {
  const fields = issues.slice(0, MOST_FIELDS).map((issue) => ({
    field: issue.instancePath.split('/').filter(Boolean).join('.'),
    problem: issue.message ?? 'not valid',
  }))
  // More commands or passings than a call may carry.
  const tooMany = issues.some(({ keyword, instancePath }) => keyword === 'too_big' && LISTS.has(instancePath))
  return tooMany ? new ApiError('TOO_LARGE') : new ApiError('MALFORMED', { fields })
}
