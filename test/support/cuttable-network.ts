import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttableNetwork {
  /** Where to reach the target through it. */
  readonly url: string
  /** Breaks every connection and refuses new ones. */
  cut(): void
  mend(): void
  /** New connections go to another server from now on. */
  leadTo(targetUrl: string): void
  close(): Promise<void>
}

/** A wire to a server on loopback, which a test can cut. */
export function startCuttableNetwork(targetUrl: string): Promise<CuttableNetwork> {
  let target = new URL(targetUrl)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        url: `http://127.0.0.1:${port}`,
        cut() {
          isCut = true
          for (const socket of sockets) socket.destroy()
        },
        mend() {
          isCut = false
        },
        leadTo(otherUrl) {
          target = new URL(otherUrl)
        },
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy()
            server.close(() => closed())
          }),
      })
    })
  })
}
