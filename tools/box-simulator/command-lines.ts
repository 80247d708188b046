export interface CommandLines {
  readonly lines: readonly string[]
  /** A line went past the limit; nothing after it can be trusted. */
  readonly tooLong: boolean
}

const MAX_LINE_CHARACTERS = 1024

/**
 * Puts commands together from what a socket gives, piece by piece. A CR ends a line; an LF behind it belongs
 * to it, even where it comes in the next piece. Empty lines are no commands.
 */
export function createCommandLineReader(): (text: string) => CommandLines {
  let rest = ''
  return (text) => {
    const parts = (rest + text).split('\r')
    rest = parts.pop() ?? ''
    const lines = parts.map((part) => part.trim())
    const tooLong = [...lines, rest].some((line) => line.length > MAX_LINE_CHARACTERS)
    return { lines: lines.filter((line) => line !== ''), tooLong }
  }
}
