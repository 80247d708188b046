import { asideWords } from '../live/live-words.ts'
import { grouped } from '../words/count.ts'
import type { Say } from '../words/say.tsx'
import type { BorrowedBox, TimesOfBox } from './give-back-facts.ts'

/** R5: what stops, what it leaves, and what is safe, a sentence a line. */
export function fallLines(
  say: Say,
  { run, eventName, place }: BorrowedBox,
  { inRun, unsent, aside }: TimesOfBox,
): readonly string[] {
  const { t } = say
  const lines = [
    run === undefined ? '' : runLine(say, run.startedAt, inRun),
    eventName === undefined
      ? ''
      : t('giveBack.event', { event: eventName, place: place === '' ? t('events.notPlaced') : place }),
    unsent === 0 ? '' : t('giveBack.waits', { count: unsent, number: grouped(say, unsent) }),
    aside === undefined ? '' : asideWords(say, aside),
  ].filter((line) => line !== '')
  return lines.length === 0 ? [t('giveBack.free')] : lines
}

/** The same of all boxes together, for the head. */
export function sumLines(
  say: Say,
  boxes: readonly { readonly box: BorrowedBox; readonly times: TimesOfBox }[],
): readonly string[] {
  const { t } = say
  const counted = (count: number) => ({ count, number: grouped(say, count) })
  const runs = boxes.filter(({ box }) => box.run !== undefined).length
  const events = boxes.filter(({ box }) => box.eventName !== undefined).length
  const unsent = boxes.reduce((sum, { times }) => sum + times.unsent, 0)
  return [
    runs === 0 ? t('giveBack.noneStops') : t('giveBack.stops', counted(runs)),
    ...(events === 0 ? [] : [t('giveBack.leaves', counted(events))]),
    unsent === 0 ? t('giveBack.noneWaits') : t('giveBack.waits', counted(unsent)),
  ]
}

function runLine(say: Say, startedAt: string, inRun: number | undefined): string {
  const clock = say.time.clock(startedAt)
  if (inRun === undefined) return say.t('giveBack.run', { clock })
  return say.t('giveBack.runTimes', { clock, count: inRun, number: grouped(say, inRun) })
}
