import type { ReactNode } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { placeHref } from '../router.ts'
import { useUnconfirmed } from '../trackside.tsx'
import { BackIcon } from '../ui/icons.tsx'
import { Notice } from '../ui/notices.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { useSay } from '../words/say.tsx'
import './event-tabs.css'

/** The screens of one event, each under its own path: `#/live/EVENTID`. */
const TABS = ['ready', 'events', 'live', 'start-list', 'scoring'] as const
export type EventTab = (typeof TABS)[number]

function EventTabs({ event, current }: { readonly event: Pick<Event, 'id'>; readonly current: EventTab }) {
  const { t } = useSay()
  return (
    <nav className="event-tabs" aria-label={t('events.tabs')}>
      <a className="event-back" href={placeHref('events')}>
        <BackIcon />
        <span className="event-back-word">{t('events.toList')}</span>
      </a>
      {TABS.map((tab) => (
        <a
          key={tab}
          className="event-tab"
          href={placeHref(tab, event.id)}
          aria-current={tab === current ? 'page' : undefined}
        >
          {t(`events.tab.${tab}`)}
        </a>
      ))}
    </nav>
  )
}

/** The head that an event's screens share: which event, its day and zone, what can be done, and the way between them. */
export function EventHead({
  event,
  current,
  actions,
}: {
  readonly event: Event
  readonly current: EventTab
  /** The primary one last. */
  readonly actions?: ReactNode
}) {
  const { t, time, now } = useSay()
  const unconfirmed = useUnconfirmed('event', event.id)
  return (
    <div className="screen-head event-head">
      <div className="screen-head-bar">
        <div className="event-title">
          <h1>
            {event.name} {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
          </h1>
          <span className="muted">
            {time.day(event.date, now)} · {t('events.zone', { zone: event.timeZone })}
          </span>
        </div>
        {actions === undefined || actions === null ? null : <div className="event-actions">{actions}</div>}
      </div>
      {event.archivedAt === undefined ? null : (
        <Notice>{t('events.isArchived', { at: time.past(event.archivedAt, now) })}</Notice>
      )}
      <EventTabs event={event} current={current} />
    </div>
  )
}
