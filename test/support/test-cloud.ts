import { rmSync } from 'node:fs'
import { cloudAddress, startChild } from './child.ts'
import { copyOfTemplate } from './templates.ts'

/** The demo is of today: what is copied is no older. */
const FRESH_MS = 30 * 60_000

export interface TestCloud {
  readonly url: string
  /** Lets time pass in the cloud. */
  advance(ms: number): Promise<void>
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** The reference cloud with demo data, as a process of its own. */
export async function startTestCloud(): Promise<TestCloud> {
  const template = `demo-${Math.floor(Date.now() / FRESH_MS)}`
  const folder = await copyOfTemplate(template, async (made) => await (await startDemo(made)).child.end())
  const { child, url } = await startDemo(folder)
  return {
    url,
    advance: (ms) => advanceCloud(url, ms),
    async end(signal) {
      await child.end(signal)
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In memory where there is no `folder`. */
async function startDemo(folder: string | undefined) {
  const where = folder === undefined ? [] : ['--data', folder]
  const child = startChild('cloud/main.ts', ['--demo', '--test-clock', '--port', '0', ...where])
  return { child, url: await cloudAddress(child) }
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
