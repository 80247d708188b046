import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_TIME_ZONE } from '../../cloud/demo-data.ts'
import { dateIn } from '../../renderer/words/format-time.ts'
import { startTestCloud } from './test-cloud.ts'

export interface CloudTemplate {
  /** A folder with a cloud's fresh demo data in it. */
  copy(): Promise<{ readonly dataDir: string; remove(): void }>
  remove(): void
}

const FRESH_MS = 30 * 60_000

/**
 * Demo data made once and copied for each test, which is far quicker than a database from nothing. It is made anew on
 * another day, as its event is today's, after half an hour, and for programs that run on another clock.
 */
export function cloudTemplate(): CloudTemplate {
  const root = mkdtempSync(join(tmpdir(), 'trackside-clouds-'))
  let made: { readonly dataDir: string; readonly sign: string; readonly atMs: number } | undefined
  let count = 0

  async function upToDate(): Promise<string> {
    const sign = `${dateIn(DEMO_TIME_ZONE, new Date().toISOString())} ${process.env['NODE_OPTIONS'] ?? ''}`
    if (made?.sign !== sign || Date.now() - made.atMs > FRESH_MS) {
      count += 1
      const dataDir = join(root, `template-${count}`)
      made = { dataDir, sign, atMs: Date.now() }
      const cloud = await startTestCloud(dataDir)
      await cloud.end()
    }
    return made.dataDir
  }

  return {
    async copy() {
      const template = await upToDate()
      count += 1
      const dataDir = join(root, `copy-${count}`)
      cpSync(template, dataDir, { recursive: true })
      return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
