import { startChild } from './child.ts'

export interface TestCloud {
  readonly url: string
  /** Lets time pass in the cloud. */
  advance(ms: number): Promise<void>
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** The reference cloud with demo data, as a process of its own, in memory. */
export async function startTestCloud(): Promise<TestCloud> {
  const child = startChild('cloud/main.ts', ['--demo', '--test-clock', '--port', '0'])
  const [, url] = await child.line(/^cloud listening on (http:\S+)$/)
  if (url === undefined) throw new Error('the cloud told no address')
  return {
    url,
    advance: (ms) => advanceCloud(url, ms),
    end: (signal) => child.end(signal),
  }
}

/** Lets time pass in the cloud at this address. */
export async function advanceCloud(url: string, advanceMs: number): Promise<void> {
  const response = await fetch(`${url}/v1/test/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs }),
  })
  if (!response.ok) throw new Error(`the clock answered ${response.status}`)
}
