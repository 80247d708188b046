import type * as Electron from 'electron'
import type { PageFacts } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import type { Words } from './words.ts'

export interface QuittingParts {
  readonly app: Pick<typeof Electron.app, 'on' | 'quit'>
  readonly dialog: {
    showMessageBox(options: Electron.MessageBoxOptions): Promise<Pick<Electron.MessageBoxReturnValue, 'response'>>
  }
}

export interface QuittingSurroundings {
  readonly facts: () => PageFacts
  readonly words: () => Words
  readonly log: Logger
}

export interface Quitting {
  /** Whether a window may close that the application quits with; if not, a person is asked. */
  mayClose(): boolean
  /**
   * Whether the computer may shut down, as far as a person hasn't decided otherwise; if not, they are told why it waits.
   * What is only unsent is saved, and no reason to wait.
   */
  mayShutDown(): boolean
  /** There is nothing to ask about: the core can't work here, or the computer shuts down. */
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
export function askBeforeQuitting(
  { app, dialog }: QuittingParts,
  { facts, words, log }: QuittingSurroundings,
): Quitting {
  let isDecided = false
  let isAsking = false

  function needsAsking(): boolean {
    const { runs, unsent } = facts()
    return !isDecided && (runs.length > 0 || unsent > 0)
  }

  async function ask(question = quitQuestion): Promise<void> {
    if (isAsking) return
    if (await decide(question)) app.quit()
  }

  /** @returns what the person said */
  async function decide(question = quitQuestion): Promise<boolean> {
    isAsking = true
    try {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        title: 'Trackside',
        ...question(words(), facts()),
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      if (response !== 0) return false
    } catch (error) {
      // A question that can't be shown must not keep the application from quitting.
      log.error('quitting could not be asked about', error)
    } finally {
      isAsking = false
    }
    isDecided = true
    return true
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
    mayShutDown() {
      if (isDecided || facts().runs.length === 0) return true
      void ask(shutDownQuestion)
      return false
    },
    withoutAsking() {
      isDecided = true
    },
    async agreed() {
      if (isAsking) return false
      if (needsAsking()) return decide()
      isDecided = true
      return true
    },
    stays() {
      isDecided = false
    },
  }
}

type Question = Pick<Electron.MessageBoxOptions, 'buttons' | 'detail' | 'message'>

/** R5, ux 5: what is on and what is unsent, and what becomes of it. */
export function quitQuestion(words: Words, { runs, unsent }: PageFacts): Question {
  const detail = [
    ...(runs.length === 0 ? [] : [words('shell.quit.recording', { count: runs.length, boxes: runs.join(', ') })]),
    ...(unsent === 0 ? [] : [words('shell.quit.unsent', { count: unsent })]),
  ]
  return {
    message: words(runs.length > 0 ? 'shell.quit.whileTiming' : 'shell.quit.beforeSent'),
    detail: detail.join('\n\n'),
    buttons: [words('shell.quit.quit'), words('shell.quit.stay')],
  }
}

function shutDownQuestion(words: Words, { runs }: PageFacts): Question {
  return {
    message: words('shell.shutDown.waits'),
    detail: words('shell.shutDown.recording', { boxes: runs.join(', ') }),
    buttons: [words('shell.shutDown.quit'), words('shell.shutDown.stay')],
  }
}
