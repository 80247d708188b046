// The tests of the window in Electron itself, wherever its program is: `npm run test:electron [-- PROGRAM]`. PROGRAM is a
// packaged Trackside with test fuses; without it, Electron runs what is built from here.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findElectron } from '../electron/shell/find-electron.ts'
import { runProgram } from './run-program.ts'

const ROOT = join(import.meta.dirname, '..')

async function main(packaged: string | undefined): Promise<number> {
  if (packaged !== undefined) {
    const program = resolve(packaged)
    if (existsSync(program)) return runTests(program, '')
    console.error(`There is no program ${program}.`)
    return 2
  }
  const electron = findElectron(join(ROOT, 'node_modules', 'electron'), process.env)
  if (electron === undefined) {
    console.log("Skipped: Electron's program is not on this computer. npx install-electron fetches it.")
    return 0
  }
  for (const command of [['node_modules/vite/bin/vite.js', 'build'], ['tools/build-electron.ts']]) {
    const { exitCode } = await runProgram(command, 'at once')
    if (exitCode !== 0) return exitCode
  }
  return runTests(electron, ROOT)
}

/** @param folder what Electron is to run; empty for a packaged program, which brings it */
async function runTests(program: string, folder: string): Promise<number> {
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config=playwright.electron.config.ts']
  const env = { TRACKSIDE_TEST_PROGRAM: program, TRACKSIDE_TEST_FOLDER: folder }
  return (await runProgram(command, 'at once', { env })).exitCode
}

process.exitCode = await main(process.argv[2])
