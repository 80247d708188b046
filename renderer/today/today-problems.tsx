import { type ReactNode, useMemo } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { AlarmStep } from '../alarms/alarm-step.tsx'
import { alarmSentence } from '../alarms/alarm-words.ts'
import { useAlarmsAbout } from '../alarms/use-alarms.ts'
import { boxName } from '../devices/device-item.ts'
import { EVENT_KINDS, eventFacts } from '../events/event-facts.ts'
import { eventHref } from '../events/event-place.ts'
import { placeHref } from '../router.ts'
import { useDerived, useNow, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { type Heard, type TodayProblem, todayProblems } from './today-facts.ts'

const CONTACT_GRANULARITY_MS = 30_000
/** As in the bar above, which says the same. */
const ALARM_GRANULARITY_MS = 10_000
const SHOWN = 6

interface Line {
  readonly key: string
  readonly text: string
  readonly act: ReactNode
}

/** What is wrong, each in one line that leads to where it can be put right. */
export function TodayProblems({ events }: { readonly events: readonly Event[] }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const cards = useTracksideState((state) => state.cards.length)
  const alarms = useAlarmsAbout(useTracksideState((state) => state.alarms))
  const now = useNow(CONTACT_GRANULARITY_MS)
  const alarmNow = useNow(ALARM_GRANULARITY_MS)
  const heard = useHeard(now)
  const facts = useDerived(
    EVENT_KINDS,
    (records) => events.map((event) => ({ event, facts: eventFacts(records, event.id, viewer) })),
    [events, viewer],
  )
  const problems = useMemo(
    () =>
      facts.flatMap((one) =>
        todayProblems(one.facts, heard, now).map((problem) => ({
          problem,
          event: one.event,
        })),
      ),
    [facts, heard, now],
  )
  const lines: readonly Line[] = [
    ...alarms.map((about) => ({
      key: about.alarm.id,
      text: `${alarmSentence(say, about, alarmNow)}.`,
      act: <AlarmStep about={about} />,
    })),
    ...(cards === 0
      ? []
      : [
          {
            key: 'cards',
            text: t('today.cards', { count: cards }),
            act: <a href={placeHref('attention')}>{t('today.look')}</a>,
          },
        ]),
    ...problems.map(({ problem, event }) => problemLine(say, problem, event, now)),
  ]
  const old =
    heard.upTo === now || events.length === 0 ? '' : t('today.oldReports', { at: say.time.past(heard.upTo, say.now) })
  if (lines.length === 0) return events.length === 0 ? null : <p className="muted">{old || t('today.noProblems')}</p>
  return (
    <section aria-label={t('today.problems')}>
      <ul className="today-problems">
        {lines.slice(0, SHOWN).map((line) => (
          <ProblemLine key={line.key} line={line} />
        ))}
      </ul>
      {lines.length <= SHOWN ? null : (
        <details className="today-more">
          <summary>{t('list.more', { count: lines.length - SHOWN })}</summary>
          <ul className="today-problems">
            {lines.slice(SHOWN).map((line) => (
              <ProblemLine key={line.key} line={line} />
            ))}
          </ul>
        </details>
      )}
      {old === '' ? null : <p className="muted">{old}</p>}
    </section>
  )
}

function ProblemLine({ line: { text, act } }: { readonly line: Line }) {
  return (
    <li>
      <span className="today-sign" aria-hidden="true">
        ▲
      </span>
      <span>{text}</span>
      {act}
    </li>
  )
}

/** The boxes' reports, and up to when they came: to now, or to the last contact with the cloud. */
function useHeard(now: string): Heard {
  const telemetry = useTracksideState((state) => state.telemetry)
  const cutOff = useTracksideState(({ status }) => (status?.connection === 'offline' ? status.lastSyncedAt : undefined))
  const upTo = cutOff ?? now
  return useMemo(() => ({ of: (boxId) => telemetry.get(boxId), upTo }), [telemetry, upTo])
}

function problemLine({ t, time }: Say, problem: TodayProblem, event: Event, now: string): Line {
  if ('race' in problem) {
    const words = { race: problem.race.name, checkpoints: problem.checkpoints.join(', ') }
    return {
      key: `${problem.kind} ${problem.race.id}`,
      text: t(problem.kind === 'no-box' ? 'today.noBox' : 'today.noRun', words),
      act: <a href={eventHref(event.id)}>{t('today.openEvent', { event: event.name })}</a>,
    }
  }
  const { box } = problem
  return {
    key: `${problem.kind} ${box.id}`,
    text: boxWords(t, time, problem, now),
    act: <a href={placeHref('today', box.id)}>{t('today.openBox')}</a>,
  }
}

function boxWords(
  t: Say['t'],
  time: Say['time'],
  problem: Extract<TodayProblem, { box: unknown }>,
  now: string,
): string {
  const words = { box: boxName(problem.box), place: problem.place === '' ? t('events.notPlaced') : problem.place }
  switch (problem.kind) {
    case 'no-contact':
      return t('today.noContact', { ...words, duration: time.duration(problem.since, now) })
    case 'no-clock':
      return t('today.noClock', words)
    case 'low-battery':
      return t('today.lowBattery', { ...words, percent: problem.percent })
  }
}
