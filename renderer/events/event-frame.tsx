import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../../shared/records/event.ts'
import { placeHref } from '../router.ts'
import { useRecord } from '../trackside.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { SayProvider } from '../words/say.tsx'

/** A screen of one event, with times in its zone; says so where the event isn't here. */
export function EventFrame({
  eventId,
  children,
}: {
  readonly eventId: string | undefined
  readonly children: (event: Event) => ReactNode
}) {
  const { t } = useTranslation()
  const event = useRecord('event', eventId)
  if (event === undefined) {
    return (
      <EmptyState
        title={t('events.gone')}
        action={
          <a className="button" href={placeHref('events')}>
            {t('events.toList')}
          </a>
        }
      >
        {t('events.goneWhy')}
      </EmptyState>
    )
  }
  return (
    <SayProvider key={event.id} zone={event.timeZone}>
      {children(event)}
    </SayProvider>
  )
}
