import type * as Electron from 'electron'
import type { ToPage } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { findOpened, type OpenedThing, readOpened } from './opened-things.ts'
import type { Words } from './words.ts'

export interface OpeningParts {
  readonly app: Pick<typeof Electron.app, 'on' | 'whenReady'>
  readonly dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
}

export interface OpeningTakers {
  readonly pass: (message: ToPage) => void
  readonly words: () => Words
  readonly log: Logger
}

/**
 * Passes on what the system opens with the application: by its arguments, by those of a second start, and on macOS by
 * events, which may come before it is ready.
 */
export function takeOpened(
  { app, dialog }: OpeningParts,
  first: { readonly args: readonly string[]; readonly workDir: string },
  { pass, words, log }: OpeningTakers,
): void {
  async function take(thing: OpenedThing | undefined): Promise<void> {
    if (thing === undefined) return
    const read = await readOpened(thing)
    await app.whenReady()
    if (read.type === 'problem') dialog.showErrorBox('Trackside', words()(`shell.open.${read.problem}`))
    else pass(read)
  }
  const begin = (thing: OpenedThing | undefined) =>
    void take(thing).catch((error: unknown) => log.error('what was opened could not be passed on', error))

  app.on('open-file', (event, path) => {
    event.preventDefault()
    begin({ kind: 'file', path })
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    begin({ kind: 'link', url })
  })
  app.on('second-instance', (_event, args, workDir) => begin(findOpened(args.slice(1), workDir)))
  begin(findOpened(first.args, first.workDir))
}
