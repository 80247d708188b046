import type { Link } from '../../shared/desktop-live.ts'
import { grouped } from '../ui/grouped.ts'
import type { Say } from '../words/say.tsx'
import { stopReasonWords } from '../words/stop-reason.ts'
import type { LinkWord, LiveCounts, LiveRow } from './live-facts.ts'

/** A connection in shape, word and level, so that no meaning hangs on colour (ux 16). */
export interface LinkTold {
  readonly shape: string
  readonly level: 'good' | 'waiting' | 'bad' | 'quiet'
  readonly words: string
}

const SHAPES: Readonly<Record<LinkWord, LinkTold['shape']>> = {
  connected: '●',
  connecting: '◌',
  broken: '▲',
  'wrong-box': '✕',
  silent: '▲',
  'by-cloud': '◇',
  'not-started': '○',
  over: '○',
}

const LEVELS: Readonly<Record<LinkWord, LinkTold['level']>> = {
  connected: 'good',
  connecting: 'waiting',
  broken: 'bad',
  'wrong-box': 'bad',
  silent: 'bad',
  'by-cloud': 'quiet',
  'not-started': 'quiet',
  over: 'quiet',
}

export function linkTold(say: Say, row: Pick<LiveRow, 'linkWord' | 'link' | 'runs'>): LinkTold {
  const { linkWord, link } = row
  if (linkWord === 'over') return { shape: SHAPES.over, level: LEVELS.over, words: overWords(say, row) }
  const { t, time } = say
  const since = link === undefined ? '' : time.clock(link.since)
  const words = t(`live.link.${linkWord}`, { since, other: link?.otherSerial ?? t('live.otherBox') })
  return { shape: SHAPES[linkWord], level: LEVELS[linkWord], words }
}

/** `Over since 16:00: the loan ended` */
function overWords(say: Say, { runs }: Pick<LiveRow, 'runs'>): string {
  const last = runs.at(-1)
  const at = last?.stoppedAt === undefined ? '' : say.time.past(last.stoppedAt, say.now)
  return say.t('live.over', { at, reason: stopReasonWords(say, last?.stopReason ?? 'stopped') })
}

/** R3: `box 1,204 · laptop 1,204 · cloud 1,180 · missing 0` */
export function completenessWords({ t, locale }: Say, { box, laptop, cloud, missing }: LiveCounts): string {
  const number = (value: number) => grouped(locale, value)
  return t('live.complete', {
    box: number(box),
    laptop: number(laptop),
    cloud: number(cloud),
    missing: number(missing),
  })
}

const MOST_GAPS = 6

/** `412–431, 500`; the rest is counted. */
export function gapsWords({ t, locale }: Say, { gaps, missing }: Pick<LiveCounts, 'gaps' | 'missing'>): string {
  const named = gaps.slice(0, MOST_GAPS)
  const numbers = named.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
  const rest = missing - named.reduce((total, { from, to }) => total + to - from + 1, 0)
  return rest > 0 ? t('live.gapsMore', { numbers, rest: grouped(locale, rest) }) : numbers
}

/** `1.3 s ahead, measured 10:42` */
export function clockWords({ t, time, locale }: Say, link: Link): string | undefined {
  const { clockOffsetMs, clockMeasuredAt } = link
  if (clockOffsetMs === undefined) return undefined
  const measured = clockMeasuredAt === undefined ? '' : time.clock(clockMeasuredAt)
  const duration = offsetText(locale, Math.abs(clockOffsetMs))
  if (Math.abs(clockOffsetMs) < 1) return t('live.clockRight', { measured })
  return t(clockOffsetMs > 0 ? 'live.clockAhead' : 'live.clockBehind', { duration, measured })
}

export function offsetText(locale: string, ms: number): string {
  const number = (value: number, digits: number) => value.toLocaleString(locale, { maximumFractionDigits: digits })
  if (ms < 1000) return `${number(ms, 0)} ms`
  if (ms < 120_000) return `${number(ms / 1000, 1)} s`
  if (ms < 7_200_000) return `${number(ms / 60_000, 1)} min`
  if (ms < 172_800_000) return `${number(ms / 3_600_000, 1)} h`
  const days = { style: 'unit', unit: 'day', unitDisplay: 'short', maximumFractionDigits: 0 } as const
  return new Intl.NumberFormat(locale, days).format(ms / 86_400_000)
}

/** L19, in words: since when, how many, until when they are kept. */
export function asideWords({ t, time, now, locale }: Say, aside: NonNullable<Link['aside']>): string {
  return t('live.aside', {
    count: aside.count,
    number: grouped(locale, aside.count),
    since: time.clock(aside.since),
    until: time.short(aside.until, now),
  })
}

export interface RestTold {
  readonly isHere: boolean
  readonly words: string
  /** A person has to connect to the box for it. */
  readonly byConnecting: boolean
}

/** F5: of a run that was stopped while its box was out of contact, what became of the times that the box still had. */
export function restTold(
  { t, time, now, locale }: Say,
  row: Pick<LiveRow, 'counts' | 'link' | 'run'>,
): RestTold | undefined {
  const { counts, link, run } = row
  const rest = counts?.rest
  if (rest === undefined) return undefined
  if (rest.came !== undefined) {
    const { at, count } = rest.came
    if (run !== undefined) return undefined
    const words = { at: time.past(at, now), count, number: grouped(locale, count) }
    return { isHere: true, words: t('live.rest.came', words), byConnecting: false }
  }
  if (link === undefined) return { isHere: false, words: t('live.rest.left'), byConnecting: true }
  if (link.state !== 'connected') return { isHere: false, words: t('live.rest.trying'), byConnecting: false }
  const words = link.canRewind === false ? t('live.rest.byHand', { host: link.address.host }) : t('live.rest.fetching')
  return { isHere: false, words, byConnecting: false }
}

/** R3: of a box that doesn't send again, what it read while nobody was connected. */
export function staysOnBoxWords(
  { t, time }: Say,
  { link, counts }: Pick<LiveRow, 'link' | 'counts'>,
): string | undefined {
  if (link?.canRewind !== false || (counts?.rest && counts.rest.came === undefined)) return undefined
  if (link.state !== 'connected') return t('live.staysOnBox')
  return t('live.staysOnBoxBefore', { since: time.clock(link.since), host: link.address.host })
}

/** L10: ours, but in no run. */
export function outsideWords({ t, locale }: Say, { link }: Pick<LiveRow, 'link'>): string | undefined {
  const count = link?.outside
  return count === undefined ? undefined : t('live.outside', { count, number: grouped(locale, count) })
}

/** What came and wasn't kept, and why, a line each. */
export function countLines({ t, locale }: Say, counts: Link['counts']): readonly string[] {
  const kinds = ['known', 'notOurs', 'unreadable'] as const
  return kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`live.counted.${kind}`, { count: counts[kind], number: grouped(locale, counts[kind]) }))
}

/** How the box is called on a button: short, and never two alike. */
export function rowName({ alias, serial }: Pick<LiveRow, 'alias' | 'serial'>): string {
  return alias === '' ? serial : `${alias} (${serial})`
}
