import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export const DEVICE_ID = 'a1'.repeat(32)
export const API_KEY = 'key-of-a-test'

export interface Call {
  readonly path: string
  readonly apiKey: string | undefined
  readonly body: unknown
}

export type Answer = (call: Call, response: ServerResponse) => void

/** A cloud that answers the nth call as told, and as a cloud does beyond that. */
export async function aCloud(answers: readonly Answer[] = [], otherwise: Answer = asACloudDoes) {
  const calls: Call[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((request, response) => {
    void readCall(request).then((call) => {
      calls.push(call)
      const answer = answers[calls.length - 1] ?? otherwise
      answer(call, response)
      for (const { count, resolve } of waiting) if (calls.length >= count) resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    received: () => calls.length,
    calls: async (count: number) => {
      await new Promise<void>((resolve) => {
        waiting.push({ count, resolve })
        if (calls.length >= count) resolve()
      })
      return calls.slice(0, count)
    },
  }
}

async function readCall(request: IncomingMessage): Promise<Call> {
  let text = ''
  for await (const piece of request) text += piece
  const apiKey = request.headers['x-api-key']
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { path: `${request.method} ${request.url}`, apiKey: apiKey?.toString(), body }
}

export function asACloudDoes(call: Call, response: ServerResponse): void {
  const answer = call.path === 'POST /v0/devices' ? { description: 'bound', deviceid: DEVICE_ID } : {}
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
}

export function withStatus(status: number): Answer {
  return (_call, response) => response.writeHead(status).end('{}')
}
