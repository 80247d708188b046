import { useMemo } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { boxName } from '../devices/device-item.ts'
import { EVENT_KINDS, eventFacts } from '../events/event-facts.ts'
import { eventHref } from '../events/event-place.ts'
import { placeHref } from '../router.ts'
import { useDerived, useNow, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { type TodayProblem, todayProblems } from './today-facts.ts'

const CONTACT_GRANULARITY_MS = 30_000

interface Line {
  readonly key: string
  readonly text: string
  readonly act: string
  readonly href: string
}

/** What is wrong, each in one line that leads to where it can be put right. */
export function TodayProblems({ events }: { readonly events: readonly Event[] }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const cards = useTracksideState((state) => state.cards.length)
  const telemetry = useTracksideState((state) => state.telemetry)
  const now = useNow(CONTACT_GRANULARITY_MS)
  const facts = useDerived(
    EVENT_KINDS,
    (records) => events.map((event) => ({ event, facts: eventFacts(records, event.id, viewer) })),
    [events, viewer],
  )
  const problems = useMemo(
    () =>
      facts.flatMap((one) =>
        todayProblems(one.facts, (boxId) => telemetry.get(boxId), now).map((problem) => ({
          problem,
          event: one.event,
        })),
      ),
    [facts, telemetry, now],
  )
  const lines: readonly Line[] = [
    ...(cards === 0
      ? []
      : [
          {
            key: 'cards',
            text: t('today.cards', { count: cards }),
            act: t('today.look'),
            href: placeHref('attention'),
          },
        ]),
    ...problems.map(({ problem, event }) => problemLine(say, problem, event, now)),
  ]
  if (lines.length === 0) return events.length === 0 ? null : <p className="muted">{t('today.noProblems')}</p>
  return (
    <section aria-label={t('today.problems')}>
      <ul className="today-problems">
        {lines.map(({ key, text, act, href }) => (
          <li key={key}>
            <span className="today-sign" aria-hidden="true">
              ▲
            </span>
            <span>{text}</span>
            <a href={href}>{act}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function problemLine({ t, time }: Say, problem: TodayProblem, event: Event, now: string): Line {
  if ('checkpoint' in problem) {
    return {
      key: `${problem.kind} ${problem.id}`,
      text: t(problem.kind === 'no-box' ? 'today.noBox' : 'today.noRun', problem),
      act: t('today.openEvent', { event: event.name }),
      href: eventHref(event.id),
    }
  }
  const { box } = problem
  return {
    key: `${problem.kind} ${box.id}`,
    text: boxWords(t, time, problem, now),
    act: t('today.openBox'),
    href: placeHref('today', box.id),
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
