import type { Readable } from 'node:stream'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { z } from 'zod'
import {
  type ApiErrorCode,
  apiErrorSchema,
  type apiKeyBodySchema,
  apiKeySchema,
  apiKeysSchema,
  changesSchema,
  INSTALLATION_HEADER,
  installationAnswerSchema,
  NEXT_HEADER,
  outcomesSchema,
  sharingCodeOwnerSchema,
  signedInSchema,
  TIME_HEADER,
  trustSchema,
} from '../../../shared/cloud-api.ts'
import type { SentCommand } from '../../../shared/command.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { type passingsBodySchema, passingsPageSchema, storedPassingsSchema } from '../../../shared/passings-api.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import type { RefusalDetails } from '../../../shared/refusals.ts'
import { readStream, type StreamEvents } from './read-stream.ts'

/** The cloud didn't answer, or what answered isn't the cloud (a captive portal's page). */
export class NoCloud extends Error {
  constructor(why: string) {
    super(`no cloud: ${why}`)
    this.name = 'NoCloud'
  }
}

/** The cloud answered with one of its errors (sync.md). */
export class CloudError extends Error {
  readonly status: number
  readonly code: ApiErrorCode
  readonly details: RefusalDetails | undefined
  readonly retryAfterS: number | undefined

  constructor(
    status: number,
    code: ApiErrorCode,
    details: RefusalDetails | undefined,
    retryAfterS: number | undefined,
  ) {
    super(`the cloud answered ${status} ${code}`)
    this.name = 'CloudError'
    this.status = status
    this.code = code
    this.details = details
    this.retryAfterS = retryAfterS
  }
}

export interface CloudClientOptions {
  readonly baseUrl: string
  /** Told of each answer's time, with the monotonic moment at which its request began. */
  readonly onTime: (cloudMs: number, sentMonotonicMs: number) => void
  readonly monotonicMs: () => number
}

export interface SignedInAs {
  readonly token: string
  readonly installationId: string
}

export type CloudClient = ReturnType<typeof cloudClient>

/** A page of changes that has come, but isn't read yet. */
export interface ArrivedPage {
  /** The cursor behind it, where the cloud may be asked on before it is read. */
  readonly next: string | undefined
  /** @throws NoCloud, CloudError */
  read(): z.output<typeof changesSchema>
}

type Method = 'GET' | 'POST' | 'DELETE'

interface Asked {
  readonly body?: unknown
  readonly as?: SignedInAs
  readonly signal?: AbortSignal
}

interface Answer {
  readonly response: AxiosResponse<string>
  readonly sentMs: number
}

const TIMEOUT_MS = 20_000

/** Speaks the HTTP contract. Every method throws NoCloud or CloudError, and nothing else that can be expected. */
export function cloudClient({ baseUrl, onTime, monotonicMs }: CloudClientOptions) {
  const http: AxiosInstance = axios.create({
    baseURL: baseUrl,
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
    // Read only when it is wanted, as text: what is asked next can be on its way by then.
    transformResponse: (text: unknown) => text,
  })

  async function ask(method: Method, path: string, { body, as, signal }: Asked): Promise<Answer> {
    const sentMs = monotonicMs()
    const response = await http
      .request<string>({ method, url: path, data: body, headers: headersOf(as), ...(signal ? { signal } : {}) })
      .catch((error: unknown) => {
        throw new NoCloud(axios.isAxiosError(error) ? (error.code ?? 'failed') : 'failed')
      })
    return { response, sentMs }
  }

  function read<Schema extends z.ZodType>({ response, sentMs }: Answer, schema: Schema): z.output<Schema> {
    const json = parseJson(response.data)
    const parsed = response.status < 300 ? schema.safeParse(json) : undefined
    if (!parsed?.success) throw faultOf(response, json)
    const time = Date.parse(String(response.headers[TIME_HEADER] ?? ''))
    if (Number.isFinite(time)) onTime(time, sentMs)
    return parsed.data
  }

  async function request<Schema extends z.ZodType>(
    method: Method,
    path: string,
    schema: Schema,
    asked: Asked = {},
  ): Promise<z.output<Schema>> {
    return read(await ask(method, path, asked), schema)
  }

  return {
    signIn: (email: string, password: string) =>
      request('POST', '/v1/auth/sign-in', signedInSchema, { body: { email, password } }),

    signUp: (body: { organisationName: string; name: string; email: string; password: string }) =>
      request('POST', '/v1/organisations', signedInSchema, { body }),

    acceptInvitation: (body: { code: string; name: string; password: string }) =>
      request('POST', '/v1/invitations/accept', signedInSchema, { body }),

    lookUpSharingCode: (as: SignedInAs, code: string, signal: AbortSignal) =>
      request('POST', '/v1/sharing-codes/look-up', sharingCodeOwnerSchema, { body: { code }, as, signal }),

    signOut: (as: SignedInAs, signal: AbortSignal) =>
      request('POST', '/v1/auth/sign-out', anything, { body: {}, as, signal }),

    changePassword: (as: SignedInAs, body: { old: string; new: string }) =>
      request('POST', '/v1/auth/password', anything, { body, as }),

    register: (
      as: SignedInAs,
      told: { readonly name: string; readonly publicKey: string | undefined; readonly replaces: string | undefined },
    ) =>
      request('POST', '/v1/installations', installationAnswerSchema.pick({ certificate: true }), {
        body: { installationId: as.installationId, ...told },
        as,
      }),

    trust: (signal: AbortSignal) => request('GET', '/v1/trust', trustSchema, { signal }),

    send: (as: SignedInAs, commands: readonly SentCommand[], signal: AbortSignal) =>
      request('POST', '/v1/commands', outcomesSchema, {
        body: { installationId: as.installationId, commands },
        as,
        signal,
      }),

    changes: async (
      as: SignedInAs,
      { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
      signal: AbortSignal,
    ): Promise<ArrivedPage> => {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) })
      const answer = await ask('GET', `/v1/changes?${query}`, { as, signal })
      const next: unknown = answer.response.headers[NEXT_HEADER]
      return { next: typeof next === 'string' ? next : undefined, read: () => read(answer, changesAnswer) }
    },

    apiKeys: (as: SignedInAs) => request('GET', '/v1/api-keys', apiKeysSchema, { as }),

    createApiKey: (as: SignedInAs, body: z.output<typeof apiKeyBodySchema>) =>
      request('POST', '/v1/api-keys', createdApiKeySchema, { body, as }),

    revokeApiKey: (as: SignedInAs, id: string) => request('DELETE', `/v1/api-keys/${id}`, anything, { as }),

    postPassings: (as: SignedInAs, body: z.input<typeof passingsBodySchema>, signal: AbortSignal) =>
      request('POST', '/v1/passings', storedPassingsSchema, { body, as, signal }),

    /** The passings of a run, in the order in which the cloud stored them. */
    sessionPassings: (
      as: SignedInAs,
      { sessionId, after, limit }: { readonly sessionId: SessionId; readonly after: number; readonly limit: number },
      signal: AbortSignal,
    ) =>
      request('GET', `/v1/sessions/${sessionId}/passings?after=${after}&limit=${limit}`, passingsPageSchema, {
        as,
        signal,
      }),

    /** Listens until the stream breaks or `signal` aborts. Resolves then; throws where it can't be opened. */
    async listen(as: SignedInAs, on: StreamEvents, signal: AbortSignal): Promise<void> {
      const response: AxiosResponse<Readable> = await http
        .get('/v1/stream', {
          responseType: 'stream',
          timeout: 0,
          signal,
          headers: { ...headersOf(as), accept: 'text/event-stream' },
        })
        .catch(() => {
          throw new NoCloud('no stream')
        })
      if (response.status !== 200 || !String(response.headers['content-type']).startsWith('text/event-stream')) {
        response.data.destroy()
        throw new NoCloud(`stream answered ${response.status}`)
      }
      on.opened()
      await readStream(response.data, on)
    },
  }
}

/** Thousands of records come in one: their bodies, objects here, aren't copied, and are checked field by field where they are read. */
const changesAnswer = z.compile(
  changesSchema.extend({
    changes: z.array(changesSchema.shape.changes.element.extend({ body: z.custom<Body>(isBody) })),
  }),
)

type Body = z.output<typeof changesSchema>['changes'][number]['body']

function isBody(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Its creation is the one time that the key is said. */
const createdApiKeySchema = apiKeySchema.required({ key: true })

/** A success whose body says nothing that we need; still JSON, so no captive portal passes for it. */
const anything = z.object({})

function headersOf(as: SignedInAs | undefined): Record<string, string> {
  return as === undefined ? {} : { authorization: `Bearer ${as.token}`, [INSTALLATION_HEADER]: as.installationId }
}

function faultOf(response: AxiosResponse<string>, json: unknown): NoCloud | CloudError {
  const error = apiErrorSchema.safeParse(json)
  if (!error.success || response.status < 400)
    return new NoCloud(`an answer that isn't the cloud's (${response.status})`)
  const retryAfterS = Number(response.headers['retry-after'])
  const { code, details } = error.data.error
  return new CloudError(response.status, code, details, Number.isFinite(retryAfterS) ? retryAfterS : undefined)
}
