import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'

export interface UpdateFeed {
  readonly url: string
  close(): Promise<void>
}

/** Serves a folder's files on this computer, as a generic update feed is served. */
export async function startUpdateFeed(folder: string): Promise<UpdateFeed> {
  const server = createServer((request, response) => {
    const path = join(folder, basename(new URL(request.url ?? '/', 'http://feed').pathname))
    if (existsSync(path)) createReadStream(path).pipe(response)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the feed has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
