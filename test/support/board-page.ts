import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from './test-folder.ts'

/** What must never leave by a board's server. */
export const APP_WORDS = 'the windows’ own page'

/** A built renderer with the board's page in it, of which `board.html` needs `board.js` and, by that, `shared.js`. */
export function builtRenderer(folder: string = testFolder()): string {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  const files: Readonly<Record<string, string>> = {
    'index.html': APP_WORDS,
    'board.html': '<!doctype html><title>Board</title>',
    'assets/index.js': APP_WORDS,
    'assets/board.js': 'board()',
    'assets/shared.js': 'shared()',
    'assets/board.css': '.board {}',
    'manifest.json': JSON.stringify({
      'index.html': { file: 'assets/index.js', imports: ['_shared.js'] },
      'board.html': { file: 'assets/board.js', css: ['assets/board.css'], imports: ['_shared.js'] },
      '_shared.js': { file: 'assets/shared.js' },
    }),
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  return folder
}
