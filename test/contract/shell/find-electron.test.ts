import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { findElectron } from '../../../electron/shell/find-electron.ts'
import { testFolder } from '../../support/test-folder.ts'

/** The package as npm installs it: its modules would download, were they run. */
function electronPackage(): string {
  const folder = join(testFolder(), 'electron')
  mkdirSync(folder)
  for (const name of ['index.js', 'install.js', 'cli.js']) writeFileSync(join(folder, name), 'throw new Error("run")')
  return folder
}

function program(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

it('finds nothing where the package has not fetched its program', () => {
  expect(findElectron(electronPackage(), {}, 'linux')).toBeUndefined()
})

it('finds nothing where there is no package', () => {
  expect(findElectron(join(testFolder(), 'nowhere'), {}, 'linux')).toBeUndefined()
})

it('finds the program where the package says that it is', () => {
  const folder = electronPackage()
  writeFileSync(join(folder, 'path.txt'), 'Electron.app/Contents/MacOS/Electron')
  const path = program(join(folder, 'dist', 'Electron.app/Contents/MacOS/Electron'))
  expect(findElectron(folder, {}, 'darwin')).toBe(path)
})

it('does not believe a path.txt whose program is gone, a folder, or not for running', () => {
  const folder = electronPackage()
  writeFileSync(join(folder, 'path.txt'), 'electron')
  expect(findElectron(folder, {}, 'linux')).toBeUndefined()
  mkdirSync(join(folder, 'dist', 'electron'), { recursive: true })
  expect(findElectron(folder, {}, 'linux')).toBeUndefined()
  const text = join(folder, 'dist', 'text')
  writeFileSync(text, 'not a program')
  chmodSync(text, 0o644)
  writeFileSync(join(folder, 'path.txt'), 'text')
  expect(findElectron(folder, {}, 'linux')).toBeUndefined()
})

it.each([
  ['linux', 'electron'],
  ['win32', 'electron.exe'],
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
] as const)('finds the program of ELECTRON_OVERRIDE_DIST_PATH on %s', (platform, name) => {
  const elsewhere = testFolder()
  const path = program(join(elsewhere, name))
  expect(findElectron(electronPackage(), { ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, platform)).toBe(path)
})

it('looks nowhere else when ELECTRON_OVERRIDE_DIST_PATH names a folder without it', () => {
  const folder = electronPackage()
  writeFileSync(join(folder, 'path.txt'), 'electron')
  program(join(folder, 'dist', 'electron'))
  expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: testFolder() }, 'linux')).toBeUndefined()
})
