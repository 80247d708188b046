import type * as Electron from 'electron'

/**
 * Keeps the computer from falling asleep while a run is recorded here. The screen may go dark: what the page wants of
 * the screen, it asks for itself.
 */
export function keepAwake(
  blocker: Pick<typeof Electron.powerSaveBlocker, 'start' | 'stop'>,
): (isRecording: boolean) => void {
  let blocking: number | undefined
  return (isRecording) => {
    if (isRecording && blocking === undefined) blocking = blocker.start('prevent-app-suspension')
    if (!isRecording && blocking !== undefined) {
      blocker.stop(blocking)
      blocking = undefined
    }
  }
}
