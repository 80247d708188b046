const MOST = 6

/** What was chosen lately in the palette, the last first. A screen keeps it as one of its choices (ux 18). */
export function readRecent(chosen: Readonly<Record<string, string>>): readonly string[] {
  return (chosen['recent'] ?? '').split(' ').filter((key) => key !== '')
}

export function withRecent(chosen: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  const rest = readRecent(chosen).filter((other) => other !== key)
  return { ...chosen, recent: [key, ...rest].slice(0, MOST).join(' ') }
}
