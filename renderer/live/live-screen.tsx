import { EventFrame } from '../events/event-frame.tsx'
import { EventHead } from '../events/event-tabs.tsx'
import { usePlace } from '../router.ts'

/** Live timing of one event. */
export function LiveScreen() {
  const { opened } = usePlace()
  return <EventFrame eventId={opened}>{(event) => <EventHead event={event} current="live" />}</EventFrame>
}
