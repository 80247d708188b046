import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '../test-folder.ts'

/** A bug: in which file of the cloud, in place of what. */
export interface Bug {
  readonly file: string
  readonly instead: string
  readonly put: string
}

/** A copy of the cloud with bugs in it, for the running test. @returns its program */
export function copyWithBugs(bugs: readonly Bug[]): string {
  const folder = testFolder()
  for (const part of ['cloud', 'shared', 'package.json']) cpSync(part, join(folder, part), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  for (const { file, instead, put } of bugs) {
    const path = join(folder, file)
    const parts = readFileSync(path, 'utf8').split(instead)
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} × ${instead}`)
    writeFileSync(path, parts.join(put))
  }
  return join(folder, 'cloud/main.ts')
}
