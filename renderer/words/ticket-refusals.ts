import { z } from 'zod'
import type { Say } from './say.tsx'

const MINUTE_MS = 60_000

/** Every check that a ticket or slip can fail (shared/tickets, shared/commands). */
export const ticketReasonSchema = z.enum([
  'unreadable',
  'too-large',
  'not-canonical',
  'wrong-type',
  'unknown-root',
  'certificate-over',
  'may-not-lend',
  'signature',
  'window',
  'twice',
  'differs',
  'no-such-box',
  'file-damaged',
  'file-too-large',
  'file-of-others',
  'file-laptop-gone',
])

interface Details {
  readonly reason?: string | undefined
  readonly serial?: string | undefined
  readonly issuedAt?: string | undefined
  readonly behindMs?: number | undefined
}

/** Which check failed, and what to do about it. */
export function ticketInvalid({ t }: Say, { reason, serial }: Details): string {
  const known = ticketReasonSchema.safeParse(reason).data ?? 'other'
  if (serial !== undefined && known === 'differs') return t('ticketRefusal.differsBox', { serial })
  if (serial !== undefined && known === 'may-not-lend') return t('ticketRefusal.may-not-lendBox', { serial })
  return t(`ticketRefusal.${known}`)
}

/** Whose clock is wrong, as far as that can be known here. */
export function ticketClock({ t, time, now }: Say, { reason, issuedAt, behindMs }: Details): string | undefined {
  if (reason === 'clock-behind') {
    if (behindMs === undefined || behindMs < MINUTE_MS) return t('ticketRefusal.behindPlain')
    const behind = new Date(Date.parse(now) - behindMs).toISOString()
    return t('ticketRefusal.behind', { duration: time.duration(behind, now) })
  }
  if (reason !== 'issued-ahead') return undefined
  return issuedAt === undefined
    ? t('ticketRefusal.aheadPlain')
    : t('ticketRefusal.ahead', { at: time.long(issuedAt, now) })
}
