import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type * as Electron from 'electron'
import type { PageFacts } from '../../shared/shell-messages.ts'
import type { Words } from './words.ts'

/** The last lines of the log, for who asks for them. */
export interface LogTail {
  readonly write: (line: string) => void
  lines(): readonly string[]
}

const MOST_LINES = 500

/** @param writeOn where the lines go as well */
export function keepLogTail(writeOn: (line: string) => void): LogTail {
  const kept: string[] = []
  return {
    write(line) {
      writeOn(line)
      kept.push(line)
      kept.splice(0, kept.length - MOST_LINES)
    },
    lines: () => kept,
  }
}

export interface Diagnosed {
  readonly at: string
  readonly version: string
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly system: string
  readonly isPackaged: boolean
  /** Undefined: nobody said it yet. */
  readonly cloudUrl: string | undefined
  readonly facts: PageFacts
  readonly log: readonly string[]
  readonly coreLog: readonly string[]
  /** The person's folder on this computer: it bears their name, and stands in the paths of a fault. */
  readonly home: string
}

/** For whoever helps: no code, no name of a person, and the logs have none of them either. */
export function diagnosticsText({
  at,
  version,
  versions,
  system,
  isPackaged,
  cloudUrl,
  facts,
  log,
  coreLog,
  home,
}: Diagnosed): string {
  const { electron, chrome, node } = versions
  return [
    `Trackside ${version}${isPackaged ? '' : ' (not installed)'}, ${at}`,
    `Electron ${electron ?? '–'}, Chromium ${chrome ?? '–'}, Node ${node ?? '–'}`,
    `System: ${system}`,
    // The path may be an organisation's own.
    `Cloud: ${cloudUrl === undefined ? '–' : new URL(cloudUrl).origin}`,
    `Recorded here: ${facts.runs.length}; not sent: ${facts.unsent}; needs attention: ${facts.attention}`,
    '',
    'Log of the window since it was started:',
    ...log.map((line) => hide(home, line.trimEnd())),
    '',
    'Log of the core since then:',
    ...coreLog.map((line) => hide(home, line.trimEnd())),
    '',
  ].join('\n')
}

/** As a path, and as the address that a fault in a module gives. */
function hide(home: string, line: string): string {
  return line.replaceAll(pathToFileURL(home).href, 'file://~').replaceAll(home, '~')
}

export interface SavingParts {
  readonly dialog: {
    showErrorBox: typeof Electron.dialog.showErrorBox
    showSaveDialog(
      options: Electron.SaveDialogOptions,
    ): Promise<Pick<Electron.SaveDialogReturnValue, 'canceled' | 'filePath'>>
  }
}

export async function saveDiagnostics({ dialog }: SavingParts, words: Words, text: string): Promise<void> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: words('shell.diagnostics.title'),
    defaultPath: words('shell.diagnostics.fileName'),
  })
  if (canceled || filePath === '') return
  try {
    await writeFile(filePath, text)
  } catch {
    dialog.showErrorBox('Trackside', words('shell.diagnostics.notSaved'))
  }
}
