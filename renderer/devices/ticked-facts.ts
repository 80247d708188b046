import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { DeviceItem } from './device-item.ts'

/** What can be done with several boxes at once. */
export type TickedAct = 'lend' | 'giveBack' | 'out' | 'in' | 'move'

type LeftOutReason =
  | 'notOurs'
  | 'throughGroup'
  | 'noRight'
  | 'reserved'
  | 'lent'
  | 'outOfService'
  | 'inService'
  | 'notBorrowed'
  | 'retired'

/** Ticked boxes that an act doesn't fit, by why. */
export interface LeftOut {
  readonly reason: LeftOutReason
  readonly serials: readonly string[]
}

export interface TickedFor {
  readonly fit: readonly DeviceItem[]
  readonly leftOut: readonly LeftOut[]
}

/** Which of the boxes the act fits; the others by why not, so that it can be said before anything is done. */
export function tickedFor(act: TickedAct, items: readonly DeviceItem[], viewer: OrganisationId): TickedFor {
  const fit: DeviceItem[] = []
  const leftOut = new Map<LeftOutReason, string[]>()
  for (const item of items) {
    const reason = whyLeftOut(act, item, viewer)
    if (reason === undefined) {
      fit.push(item)
      continue
    }
    const serials = leftOut.get(reason)
    if (serials) serials.push(item.box.serial)
    else leftOut.set(reason, [item.box.serial])
  }
  return { fit, leftOut: [...leftOut].map(([reason, serials]) => ({ reason, serials })) }
}

function whyLeftOut(act: TickedAct, item: DeviceItem, viewer: OrganisationId): LeftOutReason | undefined {
  const { box, custody } = item
  if (custody.state === 'retired') return 'retired'
  switch (act) {
    case 'giveBack':
      return custody.state === 'borrowed' ? undefined : 'notBorrowed'
    case 'move':
      return box.ownerId === viewer ? undefined : 'notOurs' // L12
    case 'lend':
      return whyNotOurs(item, viewer) ?? whyAway(item) ?? (box.outOfService ? 'outOfService' : undefined)
    case 'out':
      return whyNotEdited(item, viewer) ?? whyAway(item) ?? (box.outOfService ? 'outOfService' : undefined)
    case 'in':
      return whyNotEdited(item, viewer) ?? whyAway(item) ?? (box.outOfService ? undefined : 'inService')
  }
}

/** L12: only an owner lends. */
function whyNotOurs({ box, custody }: DeviceItem, viewer: OrganisationId): LeftOutReason | undefined {
  if (box.ownerId === viewer) return undefined
  return custody.state === 'through-group' ? 'throughGroup' : 'notOurs'
}

/** G6, G9: a box reached through a group as far as its role goes, while no loan has it. */
function whyNotEdited({ box, custody }: DeviceItem, viewer: OrganisationId): LeftOutReason | undefined {
  if (box.ownerId === viewer) return undefined
  if (custody.through === undefined) return 'notOurs'
  return custody.through.available && custody.through.rights.includes('box.edit') ? undefined : 'noRight'
}

/** L8 */
function whyAway({ custody: { state } }: DeviceItem): LeftOutReason | undefined {
  return state === 'reserved' || state === 'lent' ? state : undefined
}
