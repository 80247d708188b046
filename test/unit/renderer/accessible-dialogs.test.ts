import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

/** Looked at by axe in another test, which has to go there by other ways; and the words by which it is seen there. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'board-link/network-dialog': ['board.test.ts', 'Show the board on this network'],
  'carry/carried-view': ['carry.test.ts', "looksRight(two.page, info, 'carried-Sunlight')"],
  'carry/take-along-dialog': ['carry.test.ts', 'looksRight(one.page, info, `take-along-'],
}

function e2e(pattern: string): string {
  return globSync(pattern, { cwd: join(root, 'test/e2e') })
    .map((file) => readFileSync(join(root, 'test/e2e', file), 'utf8'))
    .join('\n')
}

/** Every file that makes a dialog, but the parts that dialogs are made of. */
function dialogs(): readonly string[] {
  return globSync('**/*.tsx', { cwd: join(root, 'renderer') })
    .filter((file) => !file.startsWith('ui/'))
    .filter((file) => /<(Confirm)?Dialog\b/.test(readFileSync(join(root, 'renderer', file), 'utf8')))
    .map((file) => file.replace(/\.tsx$/, ''))
    .toSorted()
}

test('[ux 20] every dialog is looked at by axe: a new one has to be added there', () => {
  const looked = e2e('accessible*.test.ts')
  expect(
    dialogs()
      .filter((one) => !looked.includes(`'${one}'`))
      .toSorted(),
  ).toEqual(Object.keys(ELSEWHERE).toSorted())
})

test.each(Object.entries(ELSEWHERE))('[ux 20] %s is looked at where it is reached', (_dialog, [file, words]) => {
  const source = e2e(file)
  expect(source).toContain('expectNoViolations(')
  expect(source).toContain(words)
})
