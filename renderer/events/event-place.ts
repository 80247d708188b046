import { placeHref } from '../router.ts'

/** Inside an event a box can be open beside it: `#/events/EVENT.BOX`. */
export interface EventPlace {
  readonly eventId: string
  readonly boxId: string | undefined
}

export function readEventPlace(opened: string): EventPlace {
  const [eventId = '', boxId] = opened.split('.')
  return { eventId, boxId: boxId === '' ? undefined : boxId }
}

export function eventHref(eventId: string, boxId?: string): string {
  return placeHref('events', eventPlaceText(eventId, boxId))
}

export function eventPlaceText(eventId: string, boxId?: string): string {
  return boxId === undefined ? eventId : `${eventId}.${boxId}`
}
