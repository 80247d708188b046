import type { Status } from '../../shared/desktop-api.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import { placeHref } from '../router.ts'
import { grouped } from '../ui/grouped.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import type { Say } from '../words/say.tsx'
import type { Check } from './check.ts'
import { certificateCheck, signInCheck, signInEnd } from './laptop-checks.ts'

const HOUR_MS = 3_600_000
/** Boxes and loans change during a working day. */
const OLD_SYNC_MS = 12 * HOUR_MS
/** What was ended since could still be taken by a ticket. */
const OLD_ENDED_MS = 24 * HOUR_MS

/** What this laptop takes along, counted. */
export interface TakenAlong {
  readonly events: number
  readonly boxes: number
  readonly partners: number
  /** Reserved, and nobody has taken them yet. */
  readonly reserved: readonly string[]
}

/** What only the core knows of the event. */
export interface EventKnown {
  readonly entries: number
  readonly chips: number
  /** Serials of the event's boxes with and without an address. */
  readonly reached: readonly string[]
  readonly unreached: readonly string[]
}

/** The kinds that `takenAlong` reads. */
export const OFFICE_KINDS = ['event', 'box', 'partner', 'loan'] as const

export function takenAlong(records: Records, viewer: OrganisationId): TakenAlong {
  const open = [...records.all('event')].filter(({ archivedAt }) => archivedAt === undefined)
  const here = [...records.all('box')].filter(({ retiredAt }) => retiredAt === undefined)
  const reserved = [...records.all('loan')].filter(
    (loan) => loan.ownerId === viewer && loan.acceptedAt === undefined && loan.endedAt === undefined,
  )
  return {
    events: open.length,
    boxes: here.length,
    partners: [...records.all('partner')].length,
    reserved: reserved.map(({ boxSerial }) => boxSerial).toSorted(),
  }
}

type SignedIn = Pick<Status, 'connection' | 'lastSyncedAt' | 'signing'>

export function officeChecks(
  say: Say,
  status: SignedIn,
  taken: TakenAlong & { readonly unsent: number },
  event: { readonly id: string; readonly known: EventKnown | undefined },
): readonly Check[] {
  const { t } = say
  return [
    syncCheck(say, status),
    { key: 'knows', level: 'good', words: knowsWords(t, taken) },
    unsentCheck(t, taken.unsent),
    signInCheck(say, status),
    certificateCheck(say, status),
    endedCheck(say, status),
    ...(event.known === undefined
      ? [{ key: 'asking', level: 'wait' as const, words: t('ready.asking') }]
      : [startListCheck(say, event.id, event.known), addressCheck(say, event.known)]),
    ticketCheck(say, taken.reserved),
  ]
}

/** Until when all of it goes on without internet; undefined: it has to be online first. */
export function worksUntil(status: SignedIn, now: string): string | undefined {
  const end = status.connection === 'sign-in-again' ? undefined : signInEnd(status)
  return end === undefined || end <= now ? undefined : end
}

function syncCheck({ t, time, now }: Say, { lastSyncedAt }: SignedIn): Check {
  const key = 'sync'
  const act = { kind: 'sync' } as const
  const todo = t('ready.syncTodo')
  if (lastSyncedAt === undefined) return { key, level: 'look', words: t('ready.syncedNever'), todo, act }
  const words = { when: time.past(lastSyncedAt, now), ago: time.relative(lastSyncedAt, now) }
  if (Date.parse(now) - Date.parse(lastSyncedAt) > OLD_SYNC_MS) {
    return { key, level: 'look', words: t('ready.syncedOld', words), todo, act }
  }
  return { key, level: 'good', words: t('ready.synced', words), act }
}

function knowsWords(t: Say['t'], { events, boxes, partners }: TakenAlong): string {
  return t('ready.knows', {
    events: t('ready.events', { count: events }),
    boxes: t('ready.boxes', { count: boxes }),
    partners: t('ready.partners', { count: partners }),
  })
}

function unsentCheck(t: Say['t'], count: number): Check {
  const key = 'unsent'
  if (count === 0) return { key, level: 'good', words: t('ready.unsentNone') }
  const act = { kind: 'link', href: placeHref('waiting'), label: t('nav.waiting') } as const
  return { key, level: 'look', words: t('ready.unsent', { count }), todo: t('ready.unsentTodo'), act }
}

function endedCheck({ t, time, now }: Say, { signing }: SignedIn): Check {
  const key = 'ended'
  const todo = t('ready.endedTodo')
  const at = signing?.endedListAt
  if (at === undefined) return { key, level: 'look', words: t('ready.endedNone'), todo }
  const words = { when: time.past(at, now), ago: time.relative(at, now) }
  if (Date.parse(now) - Date.parse(at) > OLD_ENDED_MS) {
    return { key, level: 'look', words: t('ready.endedOld', words), todo }
  }
  return { key, level: 'good', words: t('ready.ended', words) }
}

function startListCheck({ t, locale }: Say, eventId: string, { entries, chips }: EventKnown): Check {
  const key = 'start-list'
  if (entries > 0) {
    const words = { count: entries, number: grouped(locale, entries), chips: grouped(locale, chips) }
    return { key, level: 'good', words: t('ready.startList', words) }
  }
  const act = { kind: 'link', href: placeHref('start-list', eventId), label: t('ready.startListOpen') } as const
  // Timing works without: it is no problem, but nobody should learn of it at the finish.
  return { key, level: 'note', words: t('ready.startListNone'), todo: t('ready.startListNoneTodo'), act }
}

function addressCheck(say: Say, { reached, unreached }: EventKnown): Check {
  const { t } = say
  const key = 'addresses'
  const count = reached.length + unreached.length
  if (count === 0) return { key, level: 'note', words: t('ready.addressesNone') }
  const words = t('ready.addresses', { count, known: reached.length })
  if (unreached.length === 0) return { key, level: 'good', words }
  return { key, level: 'note', words, todo: t('ready.addressesTodo', { boxes: serialsText(say, unreached) }) }
}

function ticketCheck(say: Say, reserved: readonly string[]): Check {
  const { t } = say
  const key = 'tickets'
  if (reserved.length === 0) return { key, level: 'good', words: t('ready.ticketsNone') }
  const act = { kind: 'link', href: placeHref('loans'), label: t('ready.ticketsOpen') } as const
  const words = t('ready.tickets', { count: reserved.length, boxes: serialsText(say, reserved) })
  return { key, level: 'note', words, todo: t('ready.ticketsTodo'), act }
}
