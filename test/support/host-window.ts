import WebSocket from 'ws'
import type { CallArgs, CallName, CallResult, Push } from '../../shared/desktop-api.ts'
import type { PendingCommand } from '../../shared/desktop-cards.ts'
import { type Child, startChild } from './child.ts'

/** A browser host as a process of its own, with a window's connection, but no browser. */
export interface HostWindow {
  readonly child: Child
  readonly pushed: readonly Push[]
  call<C extends CallName>(name: C, args: CallArgs<C>): Promise<CallResult<C>>
  pending(): readonly PendingCommand[]
}

export async function startHostWindow(
  dataDir: string,
  cloudUrl: string,
  args: readonly string[] = [],
): Promise<HostWindow> {
  const child = startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', cloudUrl, ...args])
  const [, address] = await child.line(/^open (\S+)$/)
  const { origin, hash } = new URL(address ?? '')
  const admitted = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ key: hash.slice('#key='.length) }),
  })
  const cookie = admitted.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/core`, { headers: { origin, cookie } })
  const pushed: Push[] = []
  const waiting = new Map<number, (reply: { result?: unknown; failed?: string }) => void>()
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    if ('push' in message) pushed.push(message)
    else waiting.get(message.id)?.(message)
  })
  // Tests end the process under the socket.
  socket.on('error', () => undefined)
  // Each call waits for the end, too.
  socket.setMaxListeners(0)
  await new Promise((resolve) => socket.once('open', resolve))
  let calls = 0
  return {
    child,
    pushed,
    call(name, args) {
      calls += 1
      const id = calls
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, failed }) => {
          if (failed === undefined) resolve(result as CallResult<typeof name>)
          else reject(new Error(`${name} failed: ${failed}`))
        })
        socket.send(JSON.stringify({ id, call: name, args }))
        socket.once('close', () => reject(new Error('the host is gone')))
      })
    },
    pending() {
      const last = pushed.findLast((push) => push.push === 'pending')
      return last?.push === 'pending' ? last.pending : []
    },
  }
}

/** Waits until `is` holds, looking again and again. */
export async function until(is: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!is()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
