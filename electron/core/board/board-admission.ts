import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { crockfordText, readCrockford } from '../../../shared/crockford.ts'

const MINUTE_MS = 60_000
/** A link is opened at once, or again by another one. */
const KEY_LASTS_MS = 10 * MINUTE_MS
const MOST_KEYS = 20
const MOST_COOKIES = 200
const CODE_CHARACTERS = 8
const WRONG_BY_ADDRESS = 10
const WRONG_IN_ALL = 100

export type Admitted =
  | { readonly status: 'admitted'; readonly cookie: string }
  | { readonly status: 'wrong' }
  /** Too many wrong ones: not even the right one is looked at. */
  | { readonly status: 'wait'; readonly seconds: number }

/** Who may see a board: by what its page asks for, exchanged for a cookie that nobody else knows. */
export interface BoardAdmission {
  readonly asks: 'link' | 'code'
  admit(given: string, address: string): Admitted
  admits(cookie: string | undefined): boolean
}

/** By a link with a key that works once. */
export function linkAdmission(nowMs: () => number): BoardAdmission & { newKey(): string } {
  const cookies = openCookies()
  let keys: readonly { readonly hash: string; readonly untilMs: number }[] = []
  return {
    asks: 'link',
    newKey() {
      const key = secret()
      keys = [...keys, { hash: hashOf(key), untilMs: nowMs() + KEY_LASTS_MS }].slice(-MOST_KEYS)
      return key
    },
    admit(given) {
      keys = keys.filter(({ untilMs }) => untilMs > nowMs())
      const hash = hashOf(given)
      const left = keys.filter((key) => !isSame(key.hash, hash))
      if (left.length === keys.length) return { status: 'wrong' }
      keys = left
      return { status: 'admitted', cookie: cookies.add() }
    },
    admits: cookies.has,
  }
}

/** By a code that a person types, and few guesses. */
export function codeAdmission(code: string, nowMs: () => number): BoardAdmission {
  const cookies = openCookies()
  const hash = hashOf(code)
  let wrong: readonly { readonly address: string; readonly atMs: number }[] = []
  return {
    asks: 'code',
    admit(given, address) {
      wrong = wrong.filter(({ atMs }) => atMs > nowMs() - MINUTE_MS)
      const waitMs = waitAfter(wrong, address, nowMs())
      if (waitMs !== undefined) return { status: 'wait', seconds: Math.ceil(waitMs / 1000) }
      if (isSame(hashOf(readCrockford(given) ?? ''), hash)) return { status: 'admitted', cookie: cookies.add() }
      wrong = [...wrong, { address, atMs: nowMs() }]
      return { status: 'wrong' }
    },
    admits: cookies.has,
  }
}

export function newBoardCode(): string {
  return crockfordText(randomBytes(CODE_CHARACTERS))
}

function waitAfter(
  wrong: readonly { readonly address: string; readonly atMs: number }[],
  address: string,
  nowMs: number,
): number | undefined {
  const here = wrong.filter((one) => one.address === address)
  const waits = [
    here.length >= WRONG_BY_ADDRESS ? here.at(-WRONG_BY_ADDRESS) : undefined,
    wrong.length >= WRONG_IN_ALL ? wrong.at(-WRONG_IN_ALL) : undefined,
  ].flatMap((one) => (one === undefined ? [] : one.atMs + MINUTE_MS - nowMs))
  return waits.length === 0 ? undefined : Math.max(...waits)
}

/** Of the cookies, only hashes are kept, and only in memory: they end with the board. */
function openCookies() {
  let hashes: readonly string[] = []
  return {
    add(): string {
      const cookie = secret()
      hashes = [...hashes, hashOf(cookie)].slice(-MOST_COOKIES)
      return cookie
    },
    has(cookie: string | undefined): boolean {
      const hash = hashOf(cookie ?? '')
      return hashes.some((one) => isSame(one, hash))
    },
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function isSame(hash: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hash), Buffer.from(other))
}
