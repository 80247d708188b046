import type { Telemetry } from '../../shared/cloud-api.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { organisationName } from '../../shared/rules/history.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'
import { type CustodyFacts, custodyFacts } from '../custody/custody-facts.ts'
import { folded, matches } from '../words/search.ts'

/** One row of the Devices list. */
export interface DeviceItem {
  readonly box: Box
  readonly custody: CustodyFacts
  /** Where it serves; `usedBy` where that is another organisation's business (L2). */
  readonly place:
    | { readonly names: string; readonly event: string; readonly backup: boolean; readonly usedBy: string }
    | undefined
  readonly running: boolean
  /** What search looks at, folded. */
  readonly texts: readonly string[]
}

export const DEVICE_FILTERS = [
  'all',
  'ours',
  'lent',
  'borrowed',
  'available',
  'in-use',
  'no-contact',
  'low-battery',
  'retired',
] as const
export type DeviceFilter = (typeof DEVICE_FILTERS)[number]

/** A box reports every 60 s (interop.md): after three that stayed out, there is no contact. */
const NO_CONTACT_MS = 3 * 60_000
const LOW_BATTERY_PERCENT = 20

const collator = new Intl.Collator('en', { numeric: true })

/**
 * All boxes by serial. Items of `before` that are still right are the same objects, so that their rows aren't drawn anew.
 */
export function deviceItems(
  records: Records,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
  before: ReadonlyMap<string, DeviceItem>,
): readonly DeviceItem[] {
  const items = [...records.all('box')].map((box) => {
    const item = unsearchedItem(records, box, viewer, unconfirmed)
    const old = before.get(box.id)
    return old !== undefined && isSame(old, item) ? old : { ...item, texts: textsOf(item) }
  })
  return items.sort((one, other) => collator.compare(one.box.serial, other.box.serial))
}

export function isInFilter(item: DeviceItem, filter: DeviceFilter, viewer: OrganisationId, heard: Heard): boolean {
  const { state } = item.custody
  if (state === 'retired') return filter === 'retired'
  switch (filter) {
    case 'all':
      return true
    case 'ours':
      return item.box.ownerId === viewer
    case 'lent':
      return state === 'reserved' || state === 'lent' || state === 'over'
    case 'borrowed':
      return state === 'borrowed'
    case 'available':
      return state === 'available'
    case 'in-use':
      return item.place !== undefined || item.running
    case 'no-contact':
      return state !== 'lent' && hasNoContact(heard.of(item.box.id), heard.now)
    case 'low-battery':
      return state !== 'lent' && hasLowBattery(heard.of(item.box.id))
    case 'retired':
      return false
  }
}

/** What was last heard of each box, and when that is asked. */
export interface Heard {
  readonly of: (boxId: BoxId) => Telemetry | undefined
  readonly now: string
}

/** @param query already folded */
export function isFound(item: DeviceItem, query: string): boolean {
  return matches(query, item.texts)
}

/** Whether its owner may lend it now (L2, L8). */
export function isLendable({ custody, box }: DeviceItem, viewer: OrganisationId): boolean {
  return box.ownerId === viewer && ['ours', 'available', 'over'].includes(custody.state) && !box.outOfService
}

/** A box that never was heard of isn't missed. */
export function hasNoContact(telemetry: Telemetry | undefined, now: string): boolean {
  return telemetry !== undefined && Date.parse(now) - Date.parse(telemetry.receivedAt) > NO_CONTACT_MS
}

export function hasLowBattery(telemetry: Telemetry | undefined): boolean {
  return (
    telemetry?.batteryPercent !== undefined && telemetry.batteryPercent <= LOW_BATTERY_PERCENT && !telemetry.charging
  )
}

/** How a box is called in a sentence: by its name, where it has one, and serial. */
export function boxName(box: { readonly serial: string; readonly alias: string }): string {
  return box.alias === '' ? box.serial : `${box.alias} (${box.serial})`
}

type Unsearched = Omit<DeviceItem, 'texts'>

function unsearchedItem(
  records: Records,
  box: Box,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
): Unsearched {
  return {
    box,
    custody: custodyFacts(records, box, viewer, unconfirmed),
    place: placeOf(records, box, viewer),
    running: runningSessionsOn(records, box.id).some((session) => session.organisationId === viewer),
  }
}

function textsOf({ box, custody, place }: Unsearched): readonly string[] {
  const texts = [
    box.serial,
    box.alias,
    custody.partner ?? '',
    custody.loan?.note ?? '',
    place?.names ?? '',
    place?.event ?? '',
  ]
  return texts.filter((text) => text !== '').map(folded)
}

function placeOf(records: Records, box: Box, viewer: OrganisationId): DeviceItem['place'] {
  const assignment = records.get('assignment', box.id)
  if (assignment === undefined) return undefined
  if (assignment.organisationId !== viewer) {
    return { names: '', event: '', backup: false, usedBy: organisationName(records, assignment.organisationId) ?? '' }
  }
  const names = assignment.checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? [])
  const event = assignment.eventId === undefined ? undefined : records.get('event', assignment.eventId)
  return { names: [...new Set(names)].join(', '), event: event?.name ?? '', backup: assignment.backup, usedBy: '' }
}

function isSame(one: Unsearched, other: Unsearched): boolean {
  return (
    one.box === other.box &&
    one.running === other.running &&
    one.custody.state === other.custody.state &&
    one.custody.confirmed === other.custody.confirmed &&
    one.custody.loan === other.custody.loan &&
    one.custody.partner === other.custody.partner &&
    one.place?.names === other.place?.names &&
    one.place?.event === other.place?.event &&
    one.place?.backup === other.place?.backup &&
    one.place?.usedBy === other.place?.usedBy
  )
}
