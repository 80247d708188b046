/** What no person types where nothing is typed in. */
const PREFIX = 'TRK1:'
/** A scanner sends a key every few milliseconds, but a computer that is busy may take its time. */
const GAP_MS = 1_000
const MOST_CHARACTERS = 8_000

export type WedgeStep =
  /** Not a scan so far: the key is the page's. */
  | { readonly kind: 'pass' }
  /** A scan is under way: the key is none of the page's. */
  | { readonly kind: 'take' }
  | { readonly kind: 'done'; readonly text: string }

export interface Wedge {
  /** @param key as the keyboard event names it @param atMs when it was pressed */
  press(key: string, atMs: number): WedgeStep
}

const PASS: WedgeStep = { kind: 'pass' }
const TAKE: WedgeStep = { kind: 'take' }

/** Tells a scanner that types a signed form, and Enter, from a person at the keyboard (ux 14). */
export function createWedge(): Wedge {
  let text = ''
  let lastMs = Number.NEGATIVE_INFINITY
  const isUnderWay = () => text.length >= PREFIX.length

  function press(key: string, atMs: number): WedgeStep {
    if (atMs - lastMs > GAP_MS) text = ''
    // Shift comes before a capital, and says nothing of its own.
    if (key.length > 1 && key !== 'Enter') return isUnderWay() ? TAKE : PASS
    lastMs = atMs
    if (key === 'Enter') return end()
    text += key
    if (!isPlausible(text)) {
      text = PREFIX.startsWith(key.toUpperCase()) ? key : ''
      return PASS
    }
    return isUnderWay() ? TAKE : PASS
  }

  function end(): WedgeStep {
    const scanned = text
    text = ''
    return scanned.length > PREFIX.length ? { kind: 'done', text: scanned } : PASS
  }

  return { press }
}

function isPlausible(text: string): boolean {
  const begun = text.slice(0, PREFIX.length).toUpperCase()
  return PREFIX.startsWith(begun) && text.length <= MOST_CHARACTERS
}
