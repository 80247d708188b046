import type { Box } from '../../shared/records/box.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { pathOf } from '../../shared/rules/groups.ts'
import type { Records } from '../../shared/state.ts'
import { boxName } from '../devices/device-item.ts'
import type { About } from './action.ts'
import { findText } from './find.ts'
import type { Place } from './wants.ts'

/** A record that the palette finds, and with which actions are done. */
export interface Subject {
  readonly about: About
  readonly id: string
  readonly name: string
  /** What tells it from others of the same name. */
  readonly detail: string
  readonly text: string
}

/** The kinds that `subjects` reads. */
export const SUBJECT_KINDS = [
  'box',
  'group',
  'event',
  'race',
  'checkpoint',
  'partner',
  'member',
  'invitation',
  'installation',
  'role',
] as const

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** All that can be found, by kind; our own first, then by name. */
export function subjects(records: Records, viewer: OrganisationId): Readonly<Record<About, readonly Subject[]>> {
  const make = (about: About, id: string, name: string, detail: string, more: readonly string[] = []): Subject => ({
    ...{ about, id, name, detail },
    text: findText([name, ...more, detail]),
  })
  return {
    box: boxSubjects(records, viewer),
    group: [...records.all('group')]
      .toSorted((one, other) => ours(one, other, viewer) || collator.compare(one.name, other.name))
      .map(({ id, name, parentId, category }) => make('group', id, name, pathText(records, parentId), [category])),
    event: [...records.all('event')]
      .toSorted((one, other) => other.date.localeCompare(one.date))
      .map(({ id, name, date }) => make('event', id, name, date)),
    race: [...records.all('race')].map(({ id, name, eventId }) =>
      make('race', id, name, records.get('event', eventId)?.name ?? ''),
    ),
    checkpoint: [...records.all('checkpoint')].map(({ id, name, raceId }) => {
      const race = records.get('race', raceId)
      const event = records.get('event', race?.eventId ?? '')
      return make('checkpoint', id, name, [event?.name, race?.name].filter(Boolean).join(' › '))
    }),
    partner: byName(records.all('partner')).map(({ id, name, contactName = '' }) =>
      make('partner', id, name, contactName),
    ),
    member: byName(records.all('member')).map(({ id, name, email }) => make('member', id, name, email)),
    invitation: [...records.all('invitation')].map(({ id, email }) => make('invitation', id, email, '')),
    installation: byName(records.all('installation'))
      .filter(({ revokedAt }) => revokedAt === undefined)
      .map(({ id, name, memberId }) => make('installation', id, name, records.get('member', memberId)?.name ?? '')),
    role: byName(records.all('role')).map(({ id, name }) => make('role', id, name, '')),
  }
}

function boxSubjects(records: Records, viewer: OrganisationId): readonly Subject[] {
  // There may be thousands of boxes, and few groups.
  const groups = new Map<string | null, { readonly detail: string; readonly text: string }>()
  const groupOf = ({ groupId }: Box) => {
    const known = groups.get(groupId)
    if (known !== undefined) return known
    const detail = groupId === null ? '' : pathText(records, groupId)
    const group = { detail, text: findText([detail]) }
    groups.set(groupId, group)
    return group
  }
  const boxes = [...records.all('box')].filter(({ retiredAt }) => retiredAt === undefined)
  const parts = [boxes.filter(({ ownerId }) => ownerId === viewer), boxes.filter(({ ownerId }) => ownerId !== viewer)]
  return parts.flatMap((part) =>
    part
      .sort((one, other) => (one.serial < other.serial ? -1 : 1))
      .map((box) => {
        const { detail, text } = groupOf(box)
        // A serial is mostly known by its number.
        const own = findText([box.serial, box.serial.replace(/^\D+/, ''), box.alias])
        return { about: 'box', id: box.id, name: boxName(box), detail, text: `${own}${text}` }
      }),
  )
}

/** Where choosing the record leads. */
export function placeOf(records: Records, { about, id }: Pick<Subject, 'about' | 'id'>): Place {
  switch (about) {
    case 'box':
      return { screen: 'devices', opened: id }
    case 'group':
      return { screen: 'groups', opened: id }
    case 'event':
      return { screen: 'events', opened: id }
    case 'race':
      return inEvents(records.get('race', id)?.eventId)
    case 'checkpoint':
      return inEvents(records.get('race', records.get('checkpoint', id)?.raceId ?? '')?.eventId)
    case 'partner':
      return { screen: 'loans' }
    case 'member':
    case 'invitation':
      return { screen: 'members', opened: id }
    case 'installation':
      return { screen: 'laptops', opened: id }
    case 'role':
      return { screen: 'roles', opened: id }
  }
}

/** What is open at a place, as far as actions are done with it. */
export function openedAt({
  screen,
  opened,
}: {
  readonly screen: string
  readonly opened: string | undefined
}): Pick<Subject, 'about' | 'id'> | undefined {
  const [first = '', second] = (opened ?? '').split('.')
  if (first === '') return undefined
  if (screen === 'devices') return { about: 'box', id: first }
  if (second !== undefined && second !== '' && screen !== 'custody-sheet') return { about: 'box', id: second }
  const about = OPENED[screen]
  return about === undefined ? undefined : { about, id: first }
}

const OPENED: Readonly<Record<string, About>> = {
  groups: 'group',
  events: 'event',
  ready: 'event',
  live: 'event',
  'start-list': 'event',
  scoring: 'event',
  members: 'member',
  laptops: 'installation',
  roles: 'role',
}

function inEvents(eventId: string | undefined): Place {
  return eventId === undefined ? { screen: 'events' } : { screen: 'events', opened: eventId }
}

function pathText(records: Records, groupId: Box['groupId']): string {
  return pathOf(records, groupId)
    .map(({ name }) => name)
    .toReversed()
    .join(' › ')
}

function ours<One extends { readonly ownerId: string }>(one: One, other: One, viewer: string): number {
  return Number(other.ownerId === viewer) - Number(one.ownerId === viewer)
}

function byName<One extends { readonly name: string }>(ones: Iterable<One>): readonly One[] {
  return [...ones].toSorted((one, other) => collator.compare(one.name, other.name))
}
