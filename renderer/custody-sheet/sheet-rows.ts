import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { Partner } from '../../shared/records/organisation.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import { type CustodyFacts, custodyFacts, otherSideOf } from '../custody/custody-facts.ts'

export const SHEET_KINDS = [
  'box',
  'loan',
  'assignment',
  'event',
  'race',
  'checkpoint',
  'session',
  'group',
  'groupShare',
  'partner',
  'organisation',
] as const

/** Which boxes are on the sheet. */
export type SheetChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'partner'; readonly id: string }
  | { readonly kind: 'event'; readonly id: string }

export interface SheetRow {
  readonly box: Box
  readonly facts: CustodyFacts
  readonly partner: Partner | undefined
  readonly eventName: string | undefined
  /** `FINISH, KM 5`; empty where it isn't placed. */
  readonly place: string
  readonly backup: boolean
}

/** `partner.ID`, as the address and the list to choose from have it. */
export function choiceText(choice: SheetChoice): string {
  return choice.kind === 'all' ? 'all' : `${choice.kind}.${choice.id}`
}

export function readChoice(text: string | undefined): SheetChoice {
  const [kind, id = ''] = (text ?? '').split('.')
  return (kind === 'partner' || kind === 'event') && id !== '' ? { kind, id } : { kind: 'all' }
}

/** Not back, out, borrowed, through a group, and of an event also one's own; by partner, then by serial. */
export function sheetRows(
  records: Records,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
  choice: SheetChoice,
): readonly SheetRow[] {
  return [...records.all('box')]
    .filter((box) => box.retiredAt === undefined)
    .map((box) => ({ row: sheetRow(records, box, viewer, unconfirmed), eventId: eventOf(records, box, viewer)?.id }))
    .filter(({ row, eventId }) => isOnSheet(row, eventId, choice))
    .map(({ row }) => row)
    .toSorted(byPartner)
}

export interface SheetChoices {
  readonly partners: readonly Partner[]
  readonly events: readonly Event[]
}

/** Partners and events of whom or in which there is a box. */
export function sheetChoices(records: Records, viewer: OrganisationId): SheetChoices {
  const rows = sheetRows(records, viewer, () => false, { kind: 'all' })
  const partners = new Map(rows.flatMap(({ partner }) => (partner ? [[partner.id, partner] as const] : [])))
  const events = new Map(
    [...records.all('box')].flatMap((box) => {
      const event = eventOf(records, box, viewer)
      return event ? [[event.id, event] as const] : []
    }),
  )
  return {
    partners: [...partners.values()].toSorted((one, other) => one.name.localeCompare(other.name)),
    events: [...events.values()].toSorted((one, other) => one.date.localeCompare(other.date)),
  }
}

const ORDER = ['over', 'lent', 'reserved', 'borrowed', 'through-group'] as const

function isOnSheet({ facts, partner }: SheetRow, eventId: string | undefined, choice: SheetChoice): boolean {
  if (choice.kind === 'event') return eventId === choice.id
  const isAway = ORDER.some((state) => state === facts.state)
  return isAway && (choice.kind === 'all' || partner?.id === choice.id)
}

function sheetRow(
  records: Records,
  box: Box,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
): SheetRow {
  const facts = custodyFacts(records, box, viewer, unconfirmed)
  const partnerId = partnerOf(box, facts, viewer)
  const assignment = records.get('assignment', box.id)
  const ours = assignment?.organisationId === viewer ? assignment : undefined
  const names = (ours?.checkpointIds ?? []).flatMap((id) => records.get('checkpoint', id)?.name ?? [])
  return {
    box,
    facts,
    partner: partnerId === undefined ? undefined : records.get('partner', partnerId),
    eventName: eventOf(records, box, viewer)?.name,
    place: [...new Set(names)].join(', '),
    backup: ours?.backup ?? false,
  }
}

function eventOf(records: Records, box: Box, viewer: OrganisationId): Event | undefined {
  const assignment = records.get('assignment', box.id)
  if (assignment?.organisationId !== viewer || assignment.eventId === undefined) return undefined
  return records.get('event', assignment.eventId)
}

function partnerOf(box: Box, { loan }: CustodyFacts, viewer: OrganisationId): OrganisationId | undefined {
  if (box.ownerId !== viewer) return box.ownerId
  return loan && otherSideOf(loan)
}

const collator = new Intl.Collator('en', { numeric: true })

function byPartner(one: SheetRow, other: SheetRow): number {
  const rank = ({ facts }: SheetRow) => (ORDER as readonly string[]).indexOf(facts.state)
  return (
    rank(one) - rank(other) ||
    (one.partner?.name ?? '').localeCompare(other.partner?.name ?? '') ||
    collator.compare(one.box.serial, other.box.serial)
  )
}
