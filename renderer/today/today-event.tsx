import type { Event } from '../../shared/records/event.ts'
import { BoxInEvent } from '../events/box-in-event.tsx'
import { EVENT_KINDS, eventFacts } from '../events/event-facts.ts'
import { eventHref } from '../events/event-place.ts'
import { RaceSection } from '../events/race-section.tsx'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { placeHref } from '../router.ts'
import { useCan, useDerived, useOrganisationId } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'

/** One of today's events: its races and checkpoints, with the boxes there. It is arranged under Events. */
export function TodayEvent({
  event,
  windowZone,
  opened,
  onAsk,
  onOpen,
}: {
  readonly event: Event
  /** The one that the window's header goes by: another one is named. */
  readonly windowZone: string
  readonly opened: string | undefined
  readonly onAsk: (asked: AskedAct) => void
  readonly onOpen: (boxId: string) => void
}) {
  const { t } = useSay()
  const viewer = useOrganisationId()
  const run = useCan('timing.run')
  const facts = useDerived(EVENT_KINDS, (records) => eventFacts(records, event.id, viewer), [event.id, viewer])
  const shared = { event, rights: { edit: false, use: false, run }, opened, onAsk, onOpen }
  return (
    <section className="today-event" aria-label={event.name}>
      <div className="today-event-head">
        <h2>
          <a href={eventHref(event.id)}>{event.name}</a>
        </h2>
        <a href={placeHref('live', event.id)} aria-label={t('today.liveOf', { event: event.name })}>
          {t('today.live')}
        </a>
        {event.timeZone === windowZone ? null : (
          <span className="muted">{t('events.zone', { zone: event.timeZone })}</span>
        )}
      </div>
      {facts.races.length === 0 ? <p className="muted">{t('today.noRacesYet', { event: event.name })}</p> : null}
      {facts.races.map((race) => (
        <RaceSection key={race.race.id} {...shared} level={3} facts={race} />
      ))}
      {facts.unplaced.length === 0 ? null : (
        <section className="event-race" aria-label={t('events.unplaced')}>
          <h3 className="event-race-head">{t('events.unplaced')}</h3>
          <ul className="event-boxes">
            {facts.unplaced.map((placed) => (
              <BoxInEvent key={placed.box.id} {...shared} placed={placed} />
            ))}
          </ul>
        </section>
      )}
    </section>
  )
}
