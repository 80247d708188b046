import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageFolderOf } from '../../../../tools/packaging/bundled-packages.ts'
import { licencesText, readLicence, readLicences } from '../../../../tools/packaging/licences.ts'
import { testFolder } from '../../../support/test-folder.ts'

function packageFolder(license: string | undefined, files: Readonly<Record<string, string>>): string {
  const folder = testFolder()
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@some/part', version: '1.2.3', license }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const read = (license: string | undefined, files: Readonly<Record<string, string>>, kept = testFolder()) =>
  readLicence(packageFolder(license, files), kept)

it('takes all licence and notice files of a package', () => {
  const { text } = read('MIT', { 'LICENSE-MIT': 'one', NOTICE: 'two', 'index.js': 'three' })
  expect(text).toBe('one\n\ntwo')
})

it('takes a licence from the end of the README, if it is one and not its name alone', () => {
  const granting = 'License\n-------\n\nPermission is hereby granted …'
  expect(read('MIT', { 'README.md': `# Part\n\nlicense free\n\n${granting}` }).text).toBe(granting)
  expect(() => read('MIT', { 'README.md': '# Part\n\n## License\nMIT' })).toThrow('without the text of its licence')
})

it('takes a text that is kept for a package which forgot to bring it', () => {
  const kept = testFolder()
  writeFileSync(join(kept, '@some-part.txt'), 'kept\n')
  expect(read('MIT', {}, kept).text).toBe('kept')
})

it('refuses a package without a licence, and one whose licence nobody accepted', () => {
  expect(() => read(undefined, { LICENSE: 'text' })).toThrow('@some/part 1.2.3 does not say its licence')
  expect(() => read('GPL-3.0', { LICENSE: 'text' })).toThrow('is under GPL-3.0')
  expect(() => read('MIT AND GPL-3.0', { LICENSE: 'text' })).toThrow('nobody here has accepted')
  expect(read('(MIT OR GPL-3.0)', { LICENSE: 'text' }).licence).toBe('(MIT OR GPL-3.0)')
})

it('names every package that is in the way at once', () => {
  const [good, silent, bare] = [
    packageFolder('MIT', { LICENSE: 'text' }),
    packageFolder(undefined, {}),
    packageFolder('ISC', {}),
  ]
  expect(readLicences([good], testFolder())).toHaveLength(1)
  expect(() => readLicences([silent, good, bare], testFolder())).toThrow(/does not say its licence\n.*without the text/)
})

it('names what is compiled into a package, and ends with the Apache licence', () => {
  const text = licencesText([{ name: 'better-sqlite3', version: '1.0.0', licence: 'MIT', text: 'granted' }], 'Apache')
  expect(text).toMatch(/better-sqlite3 1\.0\.0 \(MIT\)\n\nHolds SQLite, .*\n\ngranted/)
  expect(text).toMatch(/Apache License 2\.0\n\nApache$/)
})

it.each([
  ['/p/node_modules/zod/v4/index.js', '/p/node_modules/zod'],
  ['/p/node_modules/@mantine/core/esm/x.mjs', '/p/node_modules/@mantine/core'],
  ['/p/node_modules/a/node_modules/b/x.js', '/p/node_modules/a/node_modules/b'],
  ['\0/p/node_modules/react/index.js?commonjs-proxy', '/p/node_modules/react'],
  ['/p/node_modules/zxing-wasm/dist/reader.wasm?url', '/p/node_modules/zxing-wasm'],
  ['/p/renderer/main.tsx', undefined],
  ['\0vite/preload-helper.js', undefined],
])('%s belongs to %s', (id, folder) => {
  expect(packageFolderOf(id)?.replaceAll('\\', '/')).toBe(folder)
})

it('passes over a folder that is called like a licence', () => {
  const folder = packageFolder('MIT', { LICENSE: 'text' })
  mkdirSync(join(folder, 'licenses'))
  expect(readLicence(folder, testFolder()).text).toBe('text')
})
