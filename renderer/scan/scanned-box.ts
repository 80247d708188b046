/**
 * The one that a scanned or typed text means: by its whole serial, by the whole number in it, or by a label that has the
 * serial somewhere, such as an address.
 * @param ones in the order in which they are preferred, where two have the same serial
 */
export function scannedBox<One>(ones: readonly One[], serialOf: (one: One) => string, text: string): One | undefined {
  const typed = text.toUpperCase().replaceAll(/\s/g, '')
  if (typed === '') return undefined
  const whole = ones.find((one) => serialOf(one) === typed)
  if (whole !== undefined) return whole
  const words = new Set(text.toUpperCase().split(/[^A-Z0-9-]+/))
  const named = ones.filter((one) => words.has(serialOf(one)))
  if (new Set(named.map(serialOf)).size === 1) return named[0]
  if (!/^\d+$/.test(typed)) return undefined
  const numbered = ones.filter((one) => serialOf(one).replaceAll(/\D/g, '') === typed)
  return new Set(numbered.map(serialOf)).size === 1 ? numbered[0] : undefined
}
