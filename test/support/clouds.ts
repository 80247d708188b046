import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_TIME_ZONE } from '../../cloud/demo-data.ts'
import { dateIn } from '../../renderer/words/format-time.ts'
import { quickFolder } from './quick-folder.ts'
import { advanceCloud, type TestCloud } from './test-cloud.ts'

export interface Clouds {
  /** A cloud with fresh demo data. One at a time. */
  start(): Promise<TestCloud>
  end(): Promise<void>
}

const FRESH_MS = 30 * 60_000

interface Host {
  readonly process: ChildProcess
  readonly template: string
  readonly sign: string
  readonly madeAtMs: number
}

/**
 * Clouds one after another in one process, on copies of demo data that was made once: far quicker than a process and a
 * database from nothing. Both are made anew on another day, as the demo's event is today's, after half an hour, and for
 * programs that run on another clock.
 */
export function openClouds(): Clouds {
  const root = mkdtempSync(join(quickFolder(), 'trackside-clouds-'))
  let host: Host | undefined
  let count = 0

  async function freshHost(): Promise<Host> {
    const sign = `${dateIn(DEMO_TIME_ZONE, new Date().toISOString())} ${process.env['NODE_OPTIONS'] ?? ''}`
    if (host?.sign === sign && Date.now() - host.madeAtMs < FRESH_MS) return host
    await endHost()
    count += 1
    const template = join(root, `template-${count}`)
    host = { process: fork(join(import.meta.dirname, 'cloud-host.ts')), template, sign, madeAtMs: Date.now() }
    await ask(host.process, { folder: template })
    await ask(host.process, {})
    return host
  }

  async function endHost(): Promise<void> {
    if (host === undefined || host.process.exitCode !== null) return
    const gone = once(host.process, 'exit')
    host.process.disconnect()
    await gone
  }

  return {
    async start() {
      const { process, template } = await freshHost()
      count += 1
      const folder = join(root, `copy-${count}`)
      cpSync(template, folder, { recursive: true })
      const { url = '' } = await ask(process, { folder })
      return {
        url,
        advance: (ms) => advanceCloud(url, ms),
        async end() {
          await ask(process, {})
          rmSync(folder, { recursive: true, force: true })
        },
      }
    },
    async end() {
      await endHost()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function ask(host: ChildProcess, message: { readonly folder?: string }): Promise<{ readonly url?: string }> {
  const over = new AbortController()
  const { signal } = over
  const answered = once(host, 'message', { signal })
  const ended = once(host, 'exit', { signal }).then(() => {
    throw new Error('the clouds’ process ended')
  })
  host.send(message)
  try {
    const [answer] = await Promise.race([answered, ended])
    return answer
  } finally {
    over.abort()
    await Promise.allSettled([answered, ended])
  }
}
