import type { AlarmKind, Board } from '../../shared/desktop-race-day.ts'
import type { BoardWords } from './board-words.ts'

export type BoardRow = Board['rows'][number]

export interface BoardGroup {
  readonly checkpoint: string
  readonly race: string
  readonly rows: readonly BoardRow[]
}

/** The rows by where they stand; they come in that order. */
export function boardGroups(rows: readonly BoardRow[]): readonly BoardGroup[] {
  const groups: { checkpoint: string; race: string; rows: BoardRow[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.checkpoint === row.checkpoint && last.race === row.race) last.rows.push(row)
    else groups.push({ checkpoint: row.checkpoint, race: row.race, rows: [row] })
  }
  return groups
}

/** A state in shape, word and level, so that no meaning hangs on colour (ux 16). */
export interface StateTold {
  readonly shape: string
  readonly level: 'good' | 'waiting' | 'bad' | 'quiet'
  readonly word: string
  /** Since when; or, where there is an alarm that says more, what it says. */
  readonly below: string
  readonly saysAlarm: boolean
}

/** What the state itself says already. */
const SAID_BY_STATE: Readonly<Partial<Record<BoardRow['state'], AlarmKind>>> = {
  broken: 'no-connection',
  'loan-over': 'loan-over',
}

const SHAPES: Readonly<Record<BoardRow['state'], string>> = {
  connected: '●',
  connecting: '◌',
  broken: '▲',
  silent: '▲',
  'wrong-box': '✕',
  'by-cloud': '◇',
  'not-started': '○',
  stopped: '○',
  'loan-over': '■',
}

const LEVELS: Readonly<Record<BoardRow['state'], StateTold['level']>> = {
  connected: 'good',
  connecting: 'waiting',
  broken: 'bad',
  silent: 'bad',
  'wrong-box': 'bad',
  'by-cloud': 'quiet',
  'not-started': 'quiet',
  stopped: 'quiet',
  'loan-over': 'bad',
}

export function stateTold({ t, time }: BoardWords, { state, stateSince, alarms }: BoardRow): StateTold {
  const since = stateSince === undefined ? '' : t('board.since', { clock: time.clock(stateSince) })
  const [first, ...more] = alarms.filter(({ kind }) => kind !== SAID_BY_STATE[state])
  const alarm = first === undefined ? since : t(`board.alarm.${first.kind}`, { clock: time.clock(first.since) })
  const below = more.length === 0 ? alarm : t('board.alarmMore', { alarm, count: more.length })
  return {
    shape: SHAPES[state],
    level: LEVELS[state],
    word: t(`board.state.${state}`),
    below,
    saysAlarm: first !== undefined,
  }
}

/** How the whole row is marked. */
export function alarmOf({ alarms }: BoardRow): 'new' | 'seen' | undefined {
  const [first] = alarms
  if (first === undefined) return undefined
  return first.acknowledged ? 'seen' : 'new'
}
