import { writeFile } from 'node:fs/promises'
import type * as Electron from 'electron'
import type { FromPage } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import type { Words } from './words.ts'

export interface PrintingParts {
  readonly dialog: {
    showErrorBox: typeof Electron.dialog.showErrorBox
    showSaveDialog(
      options: Electron.SaveDialogOptions,
    ): Promise<Pick<Electron.SaveDialogReturnValue, 'canceled' | 'filePath'>>
  }
}

type Printable = Pick<Electron.WebContents, 'print' | 'printToPDF'>

export interface PrintingSurroundings {
  /** Undefined: its window was closed meanwhile. */
  readonly page: () => Printable | undefined
  readonly words: () => Words
  readonly log: Logger
}

/** The page's own `@page` has the last word about size and sides (renderer/custody-sheet/custody-sheet.css). */
const PAPER = { pageSize: 'A4', landscape: true } as const

/** Prints the page as it is, or saves it as PDF. */
export function printPage(
  { dialog }: PrintingParts,
  { page, words, log }: PrintingSurroundings,
): (asked: Extract<FromPage, { type: 'print' }>) => void {
  let isSaving = false

  function failed(sentence: string, why: unknown): void {
    log.error('the page was not printed', why)
    dialog.showErrorBox('Trackside', sentence)
  }

  function print(printed: Printable): void {
    printed.print(PAPER, (isPrinted, why) => {
      // A person who changed their mind knows that nothing was printed.
      if (!isPrinted && !/cancel/i.test(why)) failed(words()('shell.print.notPrinted'), new Error(why))
    })
  }

  /** Made before a place is asked for: what was on the screen then is what is saved. */
  async function save(printed: Printable, name: string): Promise<void> {
    const pdf = await printed.printToPDF({ ...PAPER, preferCSSPageSize: true, generateTaggedPDF: true })
    const { canceled, filePath } = await dialog.showSaveDialog({
      title: words()('shell.print.savePdf'),
      defaultPath: pdfName(name),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (!canceled && filePath !== '') await writeFile(filePath, pdf)
  }

  return ({ to, name }) => {
    const printed = page()
    if (printed === undefined) return
    if (to === 'printer') return print(printed)
    if (isSaving) return
    isSaving = true
    void save(printed, name)
      .catch((error: unknown) => failed(words()('shell.print.pdfNotSaved'), error))
      .finally(() => {
        isSaving = false
      })
  }
}

/** A name that every system takes, of what a person called an event or a partner. */
export function pdfName(name: string): string {
  const plain = name
    .replaceAll(/[\p{Cc}\p{Cs}"*/:<>?\\|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
  return `${plain === '' ? 'Trackside' : plain}.pdf`
}
