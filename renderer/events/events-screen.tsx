import { usePlace } from '../router.ts'
import { EventList } from './event-list.tsx'
import { EventPage } from './event-page.tsx'
import { readEventPlace } from './event-place.ts'

/** The events, or one of them. */
export function EventsScreen() {
  const { opened } = usePlace()
  if (opened === undefined) return <EventList />
  const { eventId, boxId } = readEventPlace(opened)
  return <EventPage key={eventId} eventId={eventId} boxId={boxId} />
}
