import { writeFile } from 'node:fs/promises'
import type * as Electron from 'electron'
import type { PageFacts } from '../../shared/shell-messages.ts'

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
  readonly cloudUrl: string
  readonly facts: PageFacts
  readonly log: readonly string[]
}

/** For whoever helps: no code, no name of a person, and the log has none of them either. */
export function diagnosticsText({
  at,
  version,
  versions,
  system,
  isPackaged,
  cloudUrl,
  facts,
  log,
}: Diagnosed): string {
  const { electron, chrome, node } = versions
  return [
    `Trackside ${version}${isPackaged ? '' : ' (not installed)'}, ${at}`,
    `Electron ${electron ?? '–'}, Chromium ${chrome ?? '–'}, Node ${node ?? '–'}`,
    `System: ${system}`,
    // The path may be an organisation's own.
    `Cloud: ${new URL(cloudUrl).origin}`,
    `Recorded here: ${facts.runs.length}; not sent: ${facts.unsent}; needs attention: ${facts.attention}`,
    '',
    'Log of the window since it was started:',
    ...log.map((line) => line.trimEnd()),
    '',
  ].join('\n')
}

export interface SavingParts {
  readonly dialog: {
    showErrorBox: typeof Electron.dialog.showErrorBox
    showSaveDialog(
      options: Electron.SaveDialogOptions,
    ): Promise<Pick<Electron.SaveDialogReturnValue, 'canceled' | 'filePath'>>
  }
}

export async function saveDiagnostics({ dialog }: SavingParts, text: string): Promise<void> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: 'Save Diagnostics',
    defaultPath: 'trackside-diagnostics.txt',
  })
  if (canceled || filePath === '') return
  try {
    await writeFile(filePath, text)
  } catch {
    dialog.showErrorBox('Trackside', 'The file could not be saved there. Choose another place.')
  }
}
