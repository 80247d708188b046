import type * as Electron from 'electron'
import type { ToPage } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { isSameCloud, readTypedCloud } from './cloud-url.ts'
import type { CoreKeeper, OpenChannel } from './core-keeper.ts'
import { readLaunchOptions } from './launch-options.ts'
import type { QuittingParts } from './quitting.ts'
import type { Words } from './words.ts'

/** Which cloud: known from the start, or asked of a person in the window, which the core waits for. */
export interface AskedCloud {
  url(): string | undefined
  /** What a page has to be told first that begins to listen. */
  question(): ToPage | undefined
  typed(text: string): void
  /** Goes on with another cloud than the one that is known, if `move` lets it. */
  typedOther(text: string): Promise<void>
  /** What a second start names. @returns false where this one works with another cloud */
  named(url: string): boolean
  whenKnown(begin: (url: string) => void, move?: MoveCloud): void
}

/** Takes the core to another cloud. @returns false where it stays with the one that it has */
export type MoveCloud = (url: string) => Promise<boolean>

export function askCloud(
  known: string | undefined,
  keep: (url: string) => void,
  tell: (message: ToPage) => void,
): AskedCloud {
  let url = known
  let wrong: string | undefined
  let begin: ((url: string) => void) | undefined
  let move: MoveCloud | undefined
  let isMoving = false

  function know(found: string): void {
    url = found
    keep(found)
    begin?.(found)
  }

  const question = () => ({ type: 'ask-cloud', ...(wrong === undefined ? {} : { wrong }) }) as const
  return {
    url: () => url,
    question: () => (url === undefined ? question() : undefined),
    typed(text) {
      if (url !== undefined) return
      const found = readTypedCloud(text)
      if (found !== undefined) {
        know(found)
        return
      }
      wrong = text
      tell(question())
    },
    async typedOther(text) {
      if (url === undefined || move === undefined || isMoving) return
      const found = readTypedCloud(text)
      if (found === undefined) {
        tell({ type: 'cloud-stays', why: 'wrong' })
        return
      }
      isMoving = true
      try {
        if (await move(found)) {
          url = found
          keep(found)
        } else tell({ type: 'cloud-stays', why: 'members-kept' })
      } finally {
        isMoving = false
      }
    },
    named(given) {
      const found = readTypedCloud(given)
      if (found === undefined) return url === undefined
      if (url === undefined) know(found)
      return isSameCloud(url ?? found, found)
    },
    whenKnown(run, moving) {
      begin = run
      move = moving
      if (url !== undefined) run(url)
    },
  }
}

export interface SecondStartParts {
  readonly app: Pick<typeof Electron.app, 'on'>
  readonly dialog: QuittingParts['dialog']
}

/** A second start only brings the first one's window to the front: a cloud that it names would be ignored unsaid. */
export function hearSecondStarts(
  { app, dialog }: SecondStartParts,
  cloud: Pick<AskedCloud, 'named' | 'url'>,
  words: () => Words,
  log: Logger,
): void {
  app.on('second-instance', (_event, args) => {
    const asked = cloudAmong(args)
    const here = cloud.url()
    if (asked === undefined || cloud.named(asked) || here === undefined) return
    // A box that waits for its answer would keep the window from going on.
    dialog
      .showMessageBox({
        type: 'info',
        title: 'Trackside',
        message: words()('shell.cloud.other'),
        detail: words()('shell.cloud.otherDetail', { here, asked: asked.slice(0, MOST_SHOWN) }),
        buttons: [words()('shell.ok')],
      })
      .catch((error: unknown) => log.error('a second start with another cloud could not be told of', error))
  })
}

const MOST_SHOWN = 100

/** @param args with the program */
function cloudAmong(args: readonly string[]): string | undefined {
  try {
    return readLaunchOptions(args.slice(1), {}).cloudUrl
  } catch {
    // Nothing that was started with it.
    return undefined
  }
}

/** The core's keeper, for as long as it isn't known what the core starts with: windows wait for it. */
export function coreToCome(): CoreKeeper & { come(keeper: CoreKeeper): void } {
  const waiting = new Map<number, OpenChannel>()
  let keeper: CoreKeeper | undefined
  return {
    come(started) {
      keeper = started
      for (const [windowId, open] of waiting) started.attach(windowId, open)
      waiting.clear()
    },
    attach(windowId, open) {
      if (keeper) keeper.attach(windowId, open)
      else waiting.set(windowId, open)
    },
    wake: () => keeper?.wake(),
    stop: async () => keeper?.stop(),
    startAgain: (changed) => keeper?.startAgain(changed),
  }
}
