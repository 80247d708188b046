import type { Position } from './db/feed.ts'

/** How far a reader has come: the epoch of the cloud's data, and the organisation's number there. */
export interface Cursor {
  readonly epoch: string
  readonly number: number
  /** In the middle of reading the whole state: where the organisation stood when that began. */
  readonly begunAt?: number
}

/** Opaque to those who get it. */
export function writeCursor({ epoch, number, begunAt }: Cursor): string {
  const begun = begunAt === undefined ? '' : ` ${begunAt}`
  return Buffer.from(`${epoch} ${number}${begun}`).toString('base64url')
}

const FORM = /^([0-9a-f-]{36}) (0|[1-9]\d{0,14})(?: (0|[1-9]\d{0,14}))?$/

/** @returns undefined where the cloud can't have made it */
export function readCursor(text: string): Cursor | undefined {
  const [, epoch, number, begunAt] = FORM.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (epoch === undefined || number === undefined) return undefined
  return { epoch, number: Number(number), ...(begunAt === undefined ? {} : { begunAt: Number(begunAt) }) }
}

/** What went up to this number doesn't concern the reader: it has heard of it, or never saw what went. */
export function goneKnownTo({ number, begunAt = 0 }: Cursor): number {
  return Math.max(number, begunAt)
}

/** Its reader has all of it, up to there (F7). In the middle of the whole state it has nothing yet: that counts with its end. */
export function isTakenIn({ begunAt }: Cursor): boolean {
  return begunAt === undefined
}

/** Whether what follows the cursor is all that its reader lacks; if not, it begins anew. */
export function canGoOn(cursor: Cursor, { epoch, number, purgedTo }: Position): boolean {
  const known = goneKnownTo(cursor)
  // What is ahead of the cloud can only come from before a restore.
  return cursor.epoch === epoch && known <= number && known >= purgedTo
}
