import type { ShownTarget } from '../../shared/desktop-live.ts'
import { dateIn } from '../words/format-time.ts'
import type { Say } from '../words/say.tsx'

/** `No connection since 10:42 – trying` */
export function targetState({ t, time, now }: Say, { state, since }: Pick<ShownTarget, 'state' | 'since'>): string {
  const isToday = dateIn(time.zone, since) === dateIn(time.zone, now)
  return t(`scoring.state.${state}`, { since: isToday ? time.clock(since) : time.past(since, now) })
}
