import type * as Electron from 'electron'
import type { CoreKeeper } from './core-keeper.ts'
import type { Quitting } from './quitting.ts'

interface EndingParts {
  readonly app: Pick<typeof Electron.app, 'on' | 'quit'>
  readonly powerMonitor: { on(event: 'shutdown', listener: () => void): unknown }
}

/**
 * Linux gives five seconds, which no question is answered in; the core ends as it should in them. macOS quits its
 * applications one by one, which is asked about as always; Windows asks each window.
 */
export function quitBeforeShutDown(
  { app, powerMonitor }: EndingParts,
  quitting: Pick<Quitting, 'withoutAsking'>,
): void {
  // Electron's types leave the event out, which its documentation has.
  powerMonitor.on('shutdown', (event?: Pick<Electron.Event, 'preventDefault'>) => {
    event?.preventDefault()
    quitting.withoutAsking()
    app.quit()
  })
}

/** The application ends after its core. */
export function stopCoreOnQuit(app: EndingParts['app'], keeper: Pick<CoreKeeper, 'stop'>): void {
  let isStopped = false
  app.on('will-quit', (event) => {
    if (isStopped) return
    event.preventDefault()
    void keeper.stop().then(() => {
      isStopped = true
      app.quit()
    })
  })
}
