import { cutToSeconds } from './forms.ts'

/** A clock that is ahead by no more than this is no reason to refuse. */
const AHEAD_MS = 10 * 60_000

/** Whether something says that it was made later than any clock that is right enough would say. */
export function isAhead(madeAt: string, now: string): boolean {
  return Date.parse(madeAt) > Date.parse(now) + AHEAD_MS
}

/**
 * Whether the start of a loan as its owner reported it is that of its ticket, in whole seconds. The cloud holds a time that
 * runs ahead of its own to its own: so the report may be earlier by as much as a ticket may be ahead.
 */
export function isSameStart(reportedAt: string, issuedAt: string): boolean {
  const [reported, issued] = [cutToSeconds(reportedAt), cutToSeconds(issuedAt)]
  return reported <= issued && !isAhead(issued, reported)
}
