import type { Telemetry } from '../../shared/cloud-api.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { hasLowBattery } from '../../shared/rules/battery.ts'
import { organisationName } from '../../shared/rules/history.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'
import { type CustodyFacts, custodyFacts } from '../custody/custody-facts.ts'
import { type GroupFacts, type GroupTree, groupTree } from '../groups/group-facts.ts'
import { folded, matcher } from '../words/search.ts'

/** One row of the Devices list. */
export interface DeviceItem {
  readonly box: Box
  readonly custody: CustodyFacts
  /** Where it serves; `usedBy` where that is another organisation's business (L2). */
  readonly place:
    | { readonly names: string; readonly event: string; readonly backup: boolean; readonly usedBy: string }
    | undefined
  readonly running: boolean
  /** The group that it is in, as far as it is seen from here. */
  readonly group: DeviceGroup | undefined
  /** What search looks at, folded: of its own, and of its group. */
  readonly texts: readonly string[]
}

export interface DeviceGroup {
  readonly id: string
  readonly name: string
  /** From the top, itself included. */
  readonly path: string
  /** The same without itself. */
  readonly above: string
  /** G7: with whom, or by whom, it is shared. */
  readonly share: DeviceShare | undefined
  /** What search looks at, folded: once for all its boxes. */
  readonly text: string
}

export interface DeviceShare {
  readonly isOurs: boolean
  readonly partner: string
  /** The group that is shared: this one, or one above. */
  readonly group: string
}

export const DEVICE_FILTERS = [
  'all',
  'ours',
  'lent',
  'borrowed',
  'through-group',
  'shared-group',
  'available',
  'in-use',
  'no-contact',
  'low-battery',
  'out-of-service',
  'retired',
] as const
export type DeviceFilter = (typeof DEVICE_FILTERS)[number]

const RETIRED: readonly DeviceFilter[] = ['retired']

const LONGEST_SERIAL = 20

/** A box reports every 60 s (interop.md): after three that stayed out, there is no contact. */
const NO_CONTACT_MS = 3 * 60_000

/**
 * All boxes by serial. Items of `before`, which is in that order, are the same objects where they are still right, so that
 * their rows aren't drawn anew.
 * @param known what was worked out already; `onlyBoxes`: nothing but boxes changed since, so that what is said of a box
 * that is still the same record stands
 */
export function deviceItems(
  records: Records,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
  before: ReadonlyMap<string, DeviceItem>,
  known: { readonly tree?: GroupTree; readonly boxes?: readonly Box[]; readonly onlyBoxes?: boolean } = {},
): readonly DeviceItem[] {
  const groups = deviceGroups(known.tree ?? groupTree(records, viewer, unconfirmed))
  const boxes =
    known.boxes ??
    boxesInOrder(
      records,
      Array.from(before.values(), ({ box }) => box),
    )
  return boxes.map((box) => {
    const old = before.get(box.id)
    if (known.onlyBoxes && old?.box === box) return old
    const item = unsearchedItem(records, box, viewer, unconfirmed, groups)
    return old !== undefined && isSame(old, item) ? old : { ...item, texts: textsOf(item) }
  })
}

/** By serial; those of before come in their order already, so that only new ones are sorted in. */
export function boxesInOrder(records: Records, before: readonly Box[]): readonly Box[] {
  const serials = new Map(before.map(({ id, serial }) => [id, serial]))
  const known = before.flatMap(({ id }) => records.get('box', id) ?? [])
  const fresh = [...records.all('box')].filter(({ id }) => !serials.has(id))
  const isAsBefore = fresh.length === 0 && known.every(({ id, serial }) => serials.get(id) === serial)
  if (isAsBefore) return known
  return [...known, ...fresh]
    .map((box) => ({ box, order: serialOrder(box.serial) }))
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ box }) => box)
}

/** Serials are capitals, digits and hyphens: with their numbers as long as one another, they sort as plain text. */
function serialOrder(serial: string): string {
  return serial.replaceAll(/\d+/g, (digits) => digits.padStart(LONGEST_SERIAL, '0'))
}

export function isInFilter(item: DeviceItem, filter: DeviceFilter, viewer: OrganisationId, heard: Heard): boolean {
  return filtersOf(item, viewer).includes(filter) || heardFiltersOf(item, heard).includes(filter)
}

/** The filters that a box is in, whatever was heard of it; a retired one is in no other. */
export function filtersOf(
  { box, custody, group, place, running }: DeviceItem,
  viewer: OrganisationId,
): readonly DeviceFilter[] {
  const { state } = custody
  if (state === 'retired') return RETIRED
  const filters: DeviceFilter[] = ['all']
  if (box.ownerId === viewer) filters.push('ours')
  if (state === 'reserved' || state === 'lent' || state === 'over') filters.push('lent')
  if (state === 'borrowed' || state === 'through-group' || state === 'available') filters.push(state)
  if (group?.share?.isOurs === true) filters.push('shared-group')
  if (place !== undefined || running) filters.push('in-use')
  if (box.outOfService === true) filters.push('out-of-service')
  return filters
}

/** The filters that a box is in by what was last heard of it. */
export function heardFiltersOf(item: DeviceItem, heard: Heard): readonly DeviceFilter[] {
  if (item.custody.state === 'retired' || isElsewhere(item)) return []
  const telemetry = heard.of(item.box.id)
  const filters: DeviceFilter[] = []
  if (hasNoContact(telemetry, heard.now)) filters.push('no-contact')
  if (hasLowBattery(telemetry)) filters.push('low-battery')
  return filters
}

/** Somebody else has it and hears of it. */
function isElsewhere({ custody }: DeviceItem): boolean {
  return custody.state === 'lent' || custody.through?.available === false
}

/** What was last heard of each box, and when that is asked. */
export interface Heard {
  readonly of: (boxId: BoxId) => Telemetry | undefined
  readonly now: string
}

/** @param query already folded */
export function foundBy(query: string): (item: DeviceItem) => boolean {
  const isMatch = matcher(query)
  return ({ texts }) => isMatch(texts)
}

/** Whether its owner may lend it now (L2, L8). */
export function isLendable({ custody, box }: DeviceItem, viewer: OrganisationId): boolean {
  return box.ownerId === viewer && ['ours', 'available', 'over'].includes(custody.state) && !box.outOfService
}

/** A box that never was heard of isn't missed. */
export function hasNoContact(telemetry: Telemetry | undefined, now: string): boolean {
  return telemetry !== undefined && Date.parse(now) - Date.parse(telemetry.receivedAt) > NO_CONTACT_MS
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
  groups: ReadonlyMap<string, DeviceGroup>,
): Unsearched {
  return {
    box,
    custody: custodyFacts(records, box, viewer, unconfirmed),
    place: placeOf(records, box, viewer),
    running: runningSessionsOn(records, box.id).some((session) => session.organisationId === viewer),
    group: box.groupId === null ? undefined : groups.get(box.groupId),
  }
}

/** One for each group, for all its boxes. */
function deviceGroups({ byId }: GroupTree): ReadonlyMap<string, DeviceGroup> {
  const shareOf = ({ share, isOurs, partner }: GroupFacts): DeviceShare | undefined =>
    share && { isOurs, partner, group: byId.get(share.id)?.group.name ?? '' }
  return new Map(
    [...byId].map(([id, facts]) => [
      id,
      {
        ...{ id, name: facts.group.name, path: facts.path, above: facts.above, share: shareOf(facts) },
        text: folded(`${facts.path} ${facts.share === undefined ? '' : facts.partner}`),
      },
    ]),
  )
}

/** A word that is looked for has no space in it, so texts can stand one after the other. */
function textsOf({ box, custody, place, group }: Unsearched): readonly string[] {
  const own = [box.serial, box.alias, custody.partner, custody.loan?.note, place?.names, place?.event]
  const text = folded(own.filter((part) => part !== undefined && part !== '').join(' '))
  return group === undefined ? [text] : [text, group.text]
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
    isSameThrough(one.custody.through, other.custody.through) &&
    one.group?.id === other.group?.id &&
    one.group?.path === other.group?.path &&
    isSameShare(one.group?.share, other.group?.share) &&
    one.place?.names === other.place?.names &&
    one.place?.event === other.place?.event &&
    one.place?.backup === other.place?.backup &&
    one.place?.usedBy === other.place?.usedBy
  )
}

function isSameShare(one: DeviceShare | undefined, other: DeviceShare | undefined): boolean {
  return one?.partner === other?.partner && one?.group === other?.group && one?.isOurs === other?.isOurs
}

function isSameThrough(one: CustodyFacts['through'], other: CustodyFacts['through']): boolean {
  return (
    one?.group === other?.group && one?.available === other?.available && one?.rights.join() === other?.rights.join()
  )
}
