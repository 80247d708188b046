import { join } from 'node:path'
import type * as Electron from 'electron'
import { chooseCloud } from './cloud-url.ts'
import type { KeptSettings } from './kept-settings.ts'
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts'
import { readPackagedCloud } from './packaged-cloud.ts'
import type { Words } from './words.ts'

export interface LaunchParts {
  readonly app: Pick<typeof Electron.app, 'exit' | 'isPackaged'>
  readonly dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
}

export interface LaunchSurroundings {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly builtDir: string
  readonly writeLog: (line: string) => void
}

/** Unpackaged, the application's folder stands before its arguments. */
export function argumentsOf({ app }: LaunchParts, { argv }: LaunchSurroundings): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2)
}

/** @returns undefined where it can't start with them, which was said */
export function readOptions(parts: LaunchParts, surroundings: LaunchSurroundings): LaunchOptions | undefined {
  try {
    return readLaunchOptions(argumentsOf(parts, surroundings), surroundings.env)
  } catch (error) {
    refuseToStart(parts, surroundings, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** @returns undefined where what was said isn't a cloud's address; its `url` undefined where nothing was said */
export function findCloud(
  parts: LaunchParts,
  surroundings: LaunchSurroundings,
  { cloudUrl }: LaunchOptions,
  { kept, words }: { readonly kept: KeptSettings; readonly words: () => Words },
): { readonly url: string | undefined } | undefined {
  const chosen = chooseCloud({
    argument: cloudUrl,
    environment: surroundings.env['TRACKSIDE_CLOUD'] || undefined,
    kept: kept.cloudUrl(),
    packaged: readPackagedCloud(join(surroundings.builtDir, '..', '..')),
  })
  if ('wrong' in chosen) {
    refuseToStart(parts, surroundings, words()(`shell.cloud.${chosen.wrong}`))
    return undefined
  }
  if (cloudUrl !== undefined) kept.keepCloudUrl(cloudUrl)
  return chosen
}

/** In a box as well: who started it by a double click sees no log. */
function refuseToStart({ app, dialog }: LaunchParts, { writeLog }: LaunchSurroundings, sentence: string): void {
  writeLog(`${sentence}\n`)
  dialog.showErrorBox('Trackside', sentence)
  app.exit(2)
}
