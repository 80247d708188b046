// Opens a store that is a version behind, and is killed before its Nth step on the disk: `PATH N`.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import process from 'node:process'
import Database from 'better-sqlite3'

const [path = '', lastStep = ''] = process.argv.slice(2)
let steps = 0

function countSteps<Name extends string, Holder extends Record<Name, (...args: never[]) => unknown>>(
  holder: Holder,
  name: Name,
): void {
  const step = holder[name]
  const counted = function (this: unknown, ...args: never[]): unknown {
    steps += 1
    if (steps > Number(lastStep)) process.kill(process.pid, 'SIGKILL')
    return step.apply(this, args)
  }
  Object.assign(holder, { [name]: counted })
}

countSteps(Database.prototype, 'pragma')
countSteps(Database.prototype, 'exec')
countSteps(fs, 'copyFileSync')
countSteps(fs, 'rmSync')
syncBuiltinESMExports()

const { openDatabase } = await import('../../electron/core/store/open.ts')
const { NEW_VERSION } = await import('./store-versions.ts')
openDatabase(path, NEW_VERSION).close()
