import { looksSigned } from '../../shared/tickets/signed.ts'
import { scannedBox } from '../scan/scanned-box.ts'
import { folded } from '../words/search.ts'
import type { AssignableBox } from './assignable-boxes.ts'
import type { RaceFacts } from './event-facts.ts'

/** A checkpoint as it is picked by keys: its number in the panel, counted from 1. */
export interface NumberedPlace {
  readonly number: number
  readonly id: string
  readonly name: string
  readonly race: string
}

/** What somebody meant by a text and Enter in the panel's field. */
export type ScanMeant =
  | { readonly kind: 'box'; readonly assignable: AssignableBox }
  /** Undefined: in the event, not placed yet. */
  | { readonly kind: 'place'; readonly place: NumberedPlace | undefined }
  /** A ticket or slip, which belongs to the one door. */
  | { readonly kind: 'signed' }
  | { readonly kind: 'unclear' }

export function numberedPlaces(races: readonly RaceFacts[]): readonly NumberedPlace[] {
  return races
    .flatMap(({ race, checkpoints }) =>
      checkpoints.map(({ checkpoint: { id, name } }) => ({ id, name, race: race.name })),
    )
    .map((place, index) => ({ ...place, number: index + 1 }))
}

/** A serial before a place's number: that has two digits at most. A place is also meant by its name, where one has it. */
export function readScan(text: string, boxes: readonly AssignableBox[], places: readonly NumberedPlace[]): ScanMeant {
  if (looksSigned(text)) return { kind: 'signed' }
  const typed = text.trim()
  const whole = boxes.find(({ box }) => box.serial === typed.toUpperCase())
  if (whole !== undefined) return { kind: 'box', assignable: whole }
  if (/^\d{1,2}$/.test(typed)) {
    const place = places.find(({ number }) => number === Number(typed))
    if (place !== undefined || Number(typed) === 0) return { kind: 'place', place }
  }
  const named = places.filter(({ name }) => folded(name) === folded(typed))
  if (typed !== '' && named.length === 1) return { kind: 'place', place: named[0] }
  const assignable = scannedBox(boxes, ({ box }) => box.serial, text)
  return assignable === undefined ? { kind: 'unclear' } : { kind: 'box', assignable }
}

/** The place after or before, round through "not placed yet", for the arrow keys. */
export function nextPlace(
  places: readonly NumberedPlace[],
  chosen: ReadonlySet<string>,
  step: 1 | -1,
): NumberedPlace | undefined {
  const at = places.findIndex(({ id }) => chosen.has(id))
  const stops = places.length + 1
  return places[((at + 1 + step + stops) % stops) - 1]
}
