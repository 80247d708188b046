import * as fs from 'node:fs'
import { program } from '../surroundings.ts'

/** Node's, where each step that leaves something on the disk may be the last one of the program. */
export * from 'node:fs'

export const writeFileSync: typeof fs.writeFileSync = (...args) => {
  program().passStep()
  fs.writeFileSync(...args)
}

export const renameSync: typeof fs.renameSync = (...args) => {
  program().passStep()
  fs.renameSync(...args)
}

export const rmSync: typeof fs.rmSync = (...args) => {
  program().passStep()
  fs.rmSync(...args)
}

export const copyFileSync: typeof fs.copyFileSync = (...args) => {
  program().passStep()
  fs.copyFileSync(...args)
}
