// A folder that looks like Electron's for Linux, where the real one can't be fetched: packaging can be checked with it,
// and nothing in it runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the fuses stand behind in Electron's executable. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_VERSION = 1
/** As they come from Electron, in the order of its wire: 1 is on. */
const FUSES_AT_FIRST = '101100011'

const FILES = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'chrome_crashpad_handler',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'locales/de.pak',
  'locales/en-GB.pak',
  'locales/en-US.pak',
  'locales/es.pak',
  'locales/it.pak',
  'resources.pak',
  'resources/default_app.asar',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
]
const PROGRAMS = new Set(['chrome-sandbox', 'chrome_crashpad_handler'])

/** @param folder it is made, and filled */
export function makeStandInElectron(folder: string): void {
  for (const name of FILES) write(join(folder, name), 'stand-in\n', PROGRAMS.has(name))
  write(join(folder, 'version'), electronVersion(), false)
  const wire = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([FUSE_VERSION, FUSES_AT_FIRST.length]),
    Buffer.from(FUSES_AT_FIRST),
  ])
  const start = '#!/bin/sh\necho "This is no Electron, it only looks like it." >&2\nexit 70\n'
  write(join(folder, 'electron'), Buffer.concat([Buffer.from(start), wire, Buffer.from('\n')]), true)
}

function write(path: string, content: string | Buffer, isProgram: boolean): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode: isProgram ? 0o755 : 0o644 })
}

/** Of the package that is installed: reading it starts no download, where importing it would. */
function electronVersion(): string {
  const file = join(import.meta.dirname, '..', 'node_modules', 'electron', 'package.json')
  return JSON.parse(readFileSync(file, 'utf8')).version
}
