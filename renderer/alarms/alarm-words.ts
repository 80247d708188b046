import { fileSize } from '../words/file-size.ts'
import type { Say } from '../words/say.tsx'
import type { AlarmAbout } from './alarm-facts.ts'

/** `CLBX30203 FINISH: no connection for 2 min`. `now` to ten seconds, as an alarm begins after ten. */
export function alarmSentence(say: Say, about: AlarmAbout, now: string): string {
  const { t } = say
  const { box, place } = about
  const what = alarmWords(say, about, now)
  if (box === undefined) return what
  const name = box.serial === '' ? t('alarms.unknownBox') : box.serial
  return place === '' ? t('alarms.atNoPlace', { box: name, what }) : t('alarms.at', { box: name, place, what })
}

/** What is wrong, where the place says of which box. */
export function alarmWords(say: Say, { alarm, loan }: AlarmAbout, now: string): string {
  const { t, time } = say
  const { since, lastAt, percent, freeBytes } = alarm
  switch (alarm.kind) {
    case 'no-connection':
      return t('alarms.kind.no-connection', { duration: lasting(say, since, now) })
    case 'silent':
      return t('alarms.kind.silent', { duration: lasting(say, lastAt ?? since, now) })
    case 'main-silent':
      if (lastAt === undefined) return t('alarms.kind.main-silent')
      return t('alarms.kind.main-silent-last', { last: time.clock(lastAt) })
    case 'low-battery':
      return t('alarms.kind.low-battery', { percent: Math.round(percent ?? 0) })
    case 'loan-ending':
      if (loan === undefined) return t('alarms.kind.loan-ending-soon')
      return t('alarms.kind.loan-ending', { end: time.clock(loan.endsAt), in: time.relative(loan.endsAt, now) })
    case 'loan-over':
      return t('alarms.kind.loan-over')
    case 'disk-low':
      if (freeBytes === undefined) return t('alarms.kind.disk-low-soon')
      return t('alarms.kind.disk-low', { free: fileSize(say, freeBytes) })
    case 'disk-full':
      return t('alarms.kind.disk-full')
    case 'laptop-battery':
      if (percent === undefined) return t('alarms.kind.laptop-battery-low')
      return t('alarms.kind.laptop-battery', { percent: Math.round(percent) })
  }
}

/** Below a minute in seconds, ten at a time: else it would say `1 min` from the start. */
function lasting({ t, time }: Say, since: string, now: string): string {
  const ms = Math.max(0, Date.parse(now) - Date.parse(since))
  if (ms < 60_000) return t('alarms.seconds', { count: Math.max(10, Math.floor(ms / 10_000) * 10) })
  // Whole minutes that have passed, where a duration counts begun ones.
  return time.duration(since, new Date(Date.parse(since) + Math.floor(ms / 60_000) * 60_000).toISOString())
}
