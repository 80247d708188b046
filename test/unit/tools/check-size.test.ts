import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLoad } from '../../../tools/check-size.ts'
import { testFolder } from '../../support/test-folder.ts'

test('what the page and its own script fetch counts, with all that it imports; what others import later doesn’t', () => {
  const folder = testFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<script type="module" src="./assets/index-1.js"></script><link rel="modulepreload" href="./assets/early-1.js">',
  )
  const scripts = {
    'index-1': 'import{a}from"./part-1.js";await b(()=>import(`./start-1.js`));',
    'start-1': '',
    'part-1': 'import"./deep-1.js";const b=()=>import("./screen-1.js");',
    'deep-1': 'import{c}from"./part-1.js"',
    'early-1': '',
    'screen-1': '',
  }
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, 'assets', `${name}.js`), text)
  expect(
    firstLoad(folder)
      .map(({ file }) => file)
      .toSorted(),
  ).toEqual(['deep-1.js', 'early-1.js', 'index-1.js', 'part-1.js', 'start-1.js'])
})
