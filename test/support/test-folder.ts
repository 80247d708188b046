import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The path of an empty folder for the running test, gone when the test is over. */
export function testFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trackside-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
