import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const DAY_MS = 86_400_000
const KEEP_MS = 30 * DAY_MS

const keptSchema = z.array(z.object({ hash: z.string(), untilMs: z.number() }))

/** Who may open a window: first by a key that works once, then by the cookie that it was exchanged for. */
export interface Admission {
  /** The key for the next window. */
  key(): string
  /** @returns the cookie's value, or undefined for a wrong key; a used key works no more */
  exchange(key: string): string | undefined
  admits(cookie: string | undefined): boolean
}

/** Cookies outlast a restart, so that an open window finds its way back; the file holds only their hashes. */
export function openAdmission(path: string, nowMs: () => number): Admission {
  let key = secret()
  let kept = read(path).filter(({ untilMs }) => untilMs > nowMs())
  return {
    key: () => key,
    exchange(given) {
      if (!timingSafeEqual(digest(given), digest(key))) return undefined
      key = secret()
      const cookie = secret()
      kept = [...kept, { hash: digest(cookie).toString('hex'), untilMs: nowMs() + KEEP_MS }]
      writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: 0o600, flush: true })
      renameSync(`${path}.new`, path)
      return cookie
    },
    admits(cookie) {
      if (cookie === undefined) return false
      const hash = digest(cookie).toString('hex')
      return kept.some((one) => one.hash === hash && one.untilMs > nowMs())
    },
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function read(path: string): z.output<typeof keptSchema> {
  if (!existsSync(path)) return []
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Only convenience is lost: windows ask for a new address.
    return []
  }
}
