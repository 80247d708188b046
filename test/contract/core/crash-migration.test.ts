import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COPY_SUFFIX, openDatabase } from '../../../electron/core/store/open.ts'
import { startChild } from '../../support/child.ts'
import { NEW_VERSION, OLD_VERSION } from '../../support/store-versions.ts'
import { testFolder } from '../../support/test-folder.ts'

/** More than a migration takes. */
const MOST_STEPS = 60

it('[F5] kill -9 at any step of a migration loses no row, and leaves no copy behind the next start', async () => {
  let kills = 0
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const path = join(testFolder(), 'member.db')
    openDatabase(path, OLD_VERSION).close()
    const child = startChild('test/support/killed-migration.ts', [path, String(step)])
    await once(child.process, 'close')
    if (child.process.signalCode === null) {
      expect(child.process.exitCode, child.output()).toBe(0)
      break
    }
    kills += 1
    const database = openDatabase(path, NEW_VERSION)
    expect(database.prepare("SELECT count(*) FROM passing WHERE chip = 'chip ' || id").pluck().get()).toBe(2_000)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
    expect(existsSync(path + COPY_SUFFIX), `killed at step ${step}`).toBe(false)
  }
  expect(kills).toBeGreaterThan(10)
  expect(kills).toBeLessThan(MOST_STEPS)
})
