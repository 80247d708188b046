import type { PageFacts } from '../../shared/shell-messages.ts'

/** What the shell itself says, where no page is there to say it. */
export const QUIT_BUTTONS = ['Quit', 'Stay'] as const

/** R5, ux 5: what is on and what is unsent, and what becomes of it. */
export function quitQuestion({ runs, unsent }: PageFacts): { readonly message: string; readonly detail: string } {
  const detail = [
    runs.length === 0
      ? []
      : `Recording here: ${runs.join(', ')}. While Trackside is closed, this laptop records nothing. ` +
        `${runs.length === 1 ? 'The timing run is' : 'The timing runs are'} not ended.`,
    unsent === 0
      ? []
      : `${unsent === 1 ? '1 thing is' : `${unsent} things are`} not sent yet. ` +
        `${unsent === 1 ? 'It is' : 'They are'} saved, and sent when Trackside is open again.`,
  ]
  const message = runs.length > 0 ? 'Quit while timing?' : 'Quit before all is sent?'
  return { message, detail: detail.flat().join('\n\n') }
}

export const OPEN_PROBLEMS = {
  'not-there': 'This file can’t be read. It may have been moved, or you may not read it.',
  'too-large': 'This file is far larger than any of Trackside’s. Ask for the .trackside file.',
  'not-ours': 'This is no file of Trackside’s. Ask for the .trackside file, or open Trackside and scan the code.',
  'not-addressed':
    'This link has no ticket in it that is addressed to one organisation; others are not taken from links. Ask for the ' +
    'QR code or the .trackside file.',
} as const
export type OpenProblem = keyof typeof OPEN_PROBLEMS
