import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openMemberStore } from '../../electron/core/store/member-store.ts'
import { makeBigStore } from './big-store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const GROUPS = 20
/** Each box's loans before its present one, by how many days ago they ended. */
const EARLIER_DAYS = [21, 44]
const PARTNERS = ['Costa Events', 'Valle Cronos', 'Meseta Timing', 'Norte Chip', 'Isla Results', 'Ría Cronometraje']

type Fields = Readonly<Record<string, unknown>>

/**
 * A data folder as `makeBigStore` makes it, with `boxes` boxes that each have a loan now and two before, lent to and
 * borrowed from six partners in every state that there is, and an event.
 */
export function makeLoanStore(dataDir: string, boxes: number, now: number): void {
  makeBigStore(dataDir, boxes, GROUPS)
  const [file = ''] = readdirSync(join(dataDir, 'members')).filter((name) => name.endsWith('.db'))
  const store = openMemberStore(join(dataDir, 'members', file))
  const at = (ms: number) => new Date(now + ms).toISOString()
  store.transact(() => {
    const put = (kind: string, body: Fields & { readonly id: string }) =>
      store.records.apply({ kind, id: body.id, body: JSON.stringify(body) })
    const partners = PARTNERS.map((name, index) => {
      const partner = { id: randomUUID(), name, number: 1002 + index, since: at(-400 * DAY_MS) }
      put('partner', partner)
      return partner.id
    })
    for (const [index, box] of [...store.records.all('box')].entries()) {
      const partner = partners[index % partners.length] ?? randomUUID()
      const isOurs = index % 3 !== 2
      const [ownerId, recipientId] = isOurs ? [box.ownerId, partner] : [partner, box.ownerId]
      const common = { boxId: box.id, boxSerial: box.serial, boxAlias: box.alias, ownerId, validity: '1w' }
      const lend = (fields: Fields) => put('loan', { id: randomUUID(), ...common, recipientId, ...fields })
      for (const days of EARLIER_DAYS) {
        const end = at(-days * DAY_MS)
        const taken = { createdAt: at(-(days + 7) * DAY_MS), acceptedAt: at(-(days + 6) * DAY_MS) }
        lend({ ...taken, endsAt: end, endedAt: end, endReason: 'expired', backAt: at(-(days - 1) * DAY_MS) })
      }
      const state = stateOf(index, isOurs)
      put('box', { ...box, ownerId, holderId: state === 'on' ? recipientId : ownerId })
      const madeMs = -(index % 6) * DAY_MS - 2 * HOUR_MS
      const created = { createdAt: at(madeMs), endsAt: at(madeMs + 7 * DAY_MS) }
      const ended = at(-(1 + (index % 50)) * HOUR_MS)
      if (state === 'reserved') put('loan', { id: randomUUID(), ...common, ...created })
      else if (state === 'on') lend({ ...created, acceptedAt: at(madeMs + HOUR_MS) })
      else {
        const taken = { createdAt: at(-9 * DAY_MS), acceptedAt: at(-8 * DAY_MS) }
        lend({ ...taken, endsAt: ended, endedAt: ended, endReason: 'expired' })
      }
    }
    const organisationId = [...store.records.all('box')][0]?.ownerId ?? ''
    const event = { organisationId, name: 'Sierra Trail', timeZone: 'Europe/Madrid' }
    put('event', { id: randomUUID(), ...event, date: at(2 * DAY_MS).slice(0, 10) })
  })
  store.close()
}

/** Of nine own boxes, one is reserved, one hasn't come back, and the others are lent. */
function stateOf(index: number, isOurs: boolean): 'reserved' | 'over' | 'on' {
  if (!isOurs) return 'on'
  if (index % 9 === 3) return 'reserved'
  return index % 9 === 4 ? 'over' : 'on'
}
