import { HISTORY_KINDS, type HistoryFilter, type HistoryKind } from '../../shared/history-filter.ts'
import { boxIdSchema, organisationIdSchema } from '../../shared/records/scalars.ts'
import { momentIn } from '../events/zoned-time.ts'
import type { ScreenState } from '../store.ts'
import { dateIn } from '../words/format-time.ts'

export const PERIODS = ['any', 'today', 'week', 'month', 'dates'] as const
export type Period = (typeof PERIODS)[number]

const DAYS_BACK: Readonly<Partial<Record<Period, number>>> = { today: 0, week: 6, month: 29 }
const DAY_MS = 86_400_000

/** What is chosen on the screen, as it is kept with it (ux 18). */
export interface Chosen {
  readonly kind: HistoryKind | 'all'
  readonly partnerId: string
  readonly boxId: string
  readonly period: Period
  /** Calendar days, for the period of one's own; the last one counts. */
  readonly firstDay: string
  readonly lastDay: string
  readonly offlineOnly: boolean
  readonly text: string
}

export function readChosen({ filter, query, chosen }: Pick<ScreenState, 'filter' | 'query' | 'chosen'>): Chosen {
  return {
    kind: HISTORY_KINDS.find((kind) => kind === filter) ?? 'all',
    partnerId: chosen['partner'] ?? '',
    boxId: chosen['box'] ?? '',
    period: PERIODS.find((period) => period === chosen['period']) ?? 'any',
    firstDay: chosen['firstDay'] ?? '',
    lastDay: chosen['lastDay'] ?? '',
    offlineOnly: chosen['offline'] === 'only',
    text: query,
  }
}

/** Whether anything narrows the list. */
export function isNarrowed(chosen: Chosen): boolean {
  const { kind, partnerId, boxId, period, offlineOnly, text } = chosen
  return kind !== 'all' || partnerId !== '' || boxId !== '' || period !== 'any' || offlineOnly || text.trim() !== ''
}

/** What the core is asked for. Days are those of `zone`. */
export function filterOf(chosen: Chosen, zone: string, today: string): HistoryFilter {
  const { kind, offlineOnly } = chosen
  const text = chosen.text.trim().slice(0, 200)
  const boxId = boxIdSchema.safeParse(chosen.boxId).data
  const partnerId = organisationIdSchema.safeParse(chosen.partnerId).data
  const { from, until } = span(chosen, zone, today)
  return {
    ...(kind === 'all' ? {} : { kind }),
    ...(boxId === undefined ? {} : { boxId }),
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(offlineOnly ? { offlineOnly } : {}),
    ...(text === '' ? {} : { text }),
  }
}

function span({ period, firstDay, lastDay }: Chosen, zone: string, today: string) {
  if (period === 'dates') return { from: startOf(zone, firstDay), until: startOf(zone, dayAfter(lastDay, 1)) }
  const days = DAYS_BACK[period]
  return { from: days === undefined ? undefined : startOf(zone, dayAfter(today, -days)), until: undefined }
}

function startOf(zone: string, day: string): string | undefined {
  return momentIn(zone, `${day}T00:00`)
}

function dayAfter(day: string, days: number): string {
  const ms = Date.parse(`${day}T12:00:00.000Z`)
  return Number.isNaN(ms) ? '' : dateIn('UTC', new Date(ms + days * DAY_MS).toISOString())
}
