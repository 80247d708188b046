import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a test wants answered in the cloud's place: status and code, or undefined: ask the cloud. */
export type Choose = (path: string, body: string) => { readonly status: number; readonly code: string } | undefined

/** Stands before the cloud, and answers some of the requests itself. @returns its address */
export async function startChoosyProxy(cloudUrl: string, choose: Choose): Promise<string> {
  const server = createServer((request, response) => {
    const answer = async () => {
      const path = request.url ?? ''
      const body = await textOf(request)
      const chosen = choose(path, body)
      if (chosen) {
        response.writeHead(chosen.status, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: { code: chosen.code, message: 'chosen by a test' } }))
        return
      }
      const leaving = new AbortController()
      response.once('close', () => leaving.abort())
      const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
      const { method = 'GET' } = request
      const answered = await fetch(cloudUrl + path, {
        ...{ method, headers: headers as Record<string, string>, signal: leaving.signal },
        ...(body === '' ? {} : { body }),
      })
      const { 'content-encoding': ____, 'content-length': _____, ...back } = Object.fromEntries(answered.headers)
      response.writeHead(answered.status, back)
      for await (const chunk of answered.body ?? []) response.write(chunk)
      response.end()
    }
    answer().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
