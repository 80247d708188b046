import type * as Electron from 'electron'
import type { PageFacts } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { QUIT_BUTTONS, quitQuestion } from './words.ts'

export interface QuittingParts {
  readonly app: Pick<typeof Electron.app, 'on' | 'quit'>
  readonly dialog: {
    showMessageBox(options: Electron.MessageBoxOptions): Promise<Pick<Electron.MessageBoxReturnValue, 'response'>>
  }
}

export interface Quitting {
  /** Whether a window may close that the application quits with; if not, a person is asked. */
  mayClose(): boolean
  /** The core can't work here: there is nothing to ask about. */
  withoutAsking(): void
  /** Asks, where there is something to ask about, for who quits by itself afterwards. That isn't asked about again. */
  agreed(): Promise<boolean>
  /** It didn't quit after all: the next time is asked about. */
  stays(): void
}

/**
 * R5: asks before it quits, where a run is recorded here or something is unsent. What the page said last counts: it isn't
 * asked now, so a page that hangs can't be in the way.
 */
export function askBeforeQuitting({ app, dialog }: QuittingParts, facts: () => PageFacts, log: Logger): Quitting {
  let isDecided = false
  let isAsking = false

  function needsAsking(): boolean {
    const { runs, unsent } = facts()
    return !isDecided && (runs.length > 0 || unsent > 0)
  }

  async function ask(): Promise<void> {
    if (isAsking) return
    await decide()
    if (isDecided) app.quit()
  }

  async function decide(): Promise<void> {
    isAsking = true
    try {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        title: 'Trackside',
        ...quitQuestion(facts()),
        buttons: [...QUIT_BUTTONS],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      isDecided = response === 0
    } catch (error) {
      // A question that can't be shown must not keep the application from quitting.
      log.error('quitting could not be asked about', error)
      isDecided = true
    } finally {
      isAsking = false
    }
  }

  app.on('before-quit', (event) => {
    if (!needsAsking()) return
    event.preventDefault()
    void ask()
  })
  return {
    mayClose() {
      if (!needsAsking()) return true
      void ask()
      return false
    },
    withoutAsking() {
      isDecided = true
    },
    async agreed() {
      if (isAsking) return false
      if (needsAsking()) await decide()
      else isDecided = true
      return isDecided
    },
    stays() {
      isDecided = false
    },
  }
}
