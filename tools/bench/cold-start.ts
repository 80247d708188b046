import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openTestWindow } from '../../test/support/test-window.ts'
import { makeBigStore } from '../speed/big-store.ts'
import { type Figure, ownPeakMib } from './figure.ts'

const MIB = 1024 * 1024
const GROUPS = 200
/** A port where nobody answers. */
const OFFLINE = 'http://127.0.0.1:9'

/**
 * The core alone, offline, from its start until a window has its first state, beside reading the same rows; and what it
 * then holds in memory, beside their size. The window's own copy of the records is part of both.
 */
export async function coldStart(size: number): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-bench-'))
  try {
    makeBigStore(folder, size, GROUPS)
    const { bareMs, bytes } = readBare(folder)
    const before = usedBytes()
    const opened = performance.now()
    // It has its first state then: what is opened at the start is pushed as the window connects.
    const window = await openTestWindow(folder, OFFLINE)
    const ms = performance.now() - opened
    if (window.all('box').length !== size) throw new Error('not all boxes came')
    // In one process the core's records are passed on as they are; a real window has them once more (here without their texts).
    const copy = [...window.all('group'), ...window.all('box')].map((record) => ({ ...record }))
    const peakMib = ownPeakMib()
    const used = usedBytes() - before
    if (copy.length < size) throw new Error(`the window has ${copy.length} records`)
    await window.stop()
    return [
      {
        what: 'core: cold start to first state',
        size,
        unit: 'ms',
        ours: ms,
        limit: bareMs,
        reach: { atMost: 3 },
        peakMib,
      },
      {
        what: 'core: memory, with a window’s copy',
        size,
        unit: 'MiB',
        ours: used / MIB,
        limit: bytes / MIB,
        reach: { atMost: 4 },
        peakMib,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every row read and parsed, by bare better-sqlite3. */
function readBare(folder: string): { readonly bareMs: number; readonly bytes: number } {
  const [file = ''] = readdirSync(join(folder, 'members')).filter((name) => name.endsWith('.db'))
  const began = performance.now()
  const database = new Database(join(folder, 'members', file), { readonly: true })
  let bytes = 0
  const bodies: unknown[] = []
  for (const body of database.prepare<[], string>('SELECT body FROM record').pluck().iterate()) {
    bytes += body.length
    bodies.push(JSON.parse(body))
  }
  database.close()
  return { bareMs: performance.now() - began, bytes: bodies.length === 0 ? 0 : bytes }
}

function usedBytes(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
