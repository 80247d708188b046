import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Caller } from '../caller.ts'

/** Fastify, with bodies and queries typed by the schemas that validate them. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler behind the sign-in runs. */
    caller: Caller | null
  }
}

export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === null) throw new Error('a route that needs a sign-in stands outside it')
  return request.caller
}

/** Answers with JSON that is written already. Being bytes, it isn't serialised again. */
export async function sendJsonText(reply: AnyReply, text: string): Promise<void> {
  reply.header('content-type', 'application/json; charset=utf-8')
  await reply.send(Buffer.from(text))
}

/** A reply whatever its schema says: what isn't sent as a value isn't checked against it. */
interface AnyReply {
  header(name: string, value: string): unknown
  send(payload?: unknown): unknown
}

/** Done, and nothing more to say. */
export const emptySchema = z.object({})
