import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type MemberStore, openMemberStore } from '../../electron/core/store/member-store.ts'
import type { Box } from '../../shared/records/box.ts'
import { makeBigStore } from './big-store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const STEPS = ['lent', 'accepted', 'extended'] as const
const PHASES = ['on', 'on', 'reserved', 'over', 'back'] as const

export interface SeasonSize {
  readonly boxes: number
  readonly groups: number
  readonly partners: number
  readonly loans: number
  readonly checkpoints: number
}

interface Season {
  readonly put: (kind: string, body: { readonly id: string; readonly [field: string]: unknown }) => void
  /** So many ms from now. */
  readonly at: (ms: number) => string
  readonly organisationId: string
}

/**
 * A data folder as `makeBigStore` makes it, in the middle of a season: loans on, reserved, not back and ended, each with
 * its history, and an event with checkpoints, each with a main and a backup box.
 * @param now ms since 1970
 */
export function makeSeasonStore(dataDir: string, size: SeasonSize, now: number): void {
  makeBigStore(dataDir, size.boxes, size.groups)
  const [file = ''] = readdirSync(join(dataDir, 'members')).filter((name) => name.endsWith('.db'))
  const store = openMemberStore(join(dataDir, 'members', file))
  store.transact(() => {
    const boxes = store.records.all('box').toSorted((a, b) => (a.serial < b.serial ? -1 : 1))
    const season = { ...writer(store, now), organisationId: boxes[0]?.ownerId ?? randomUUID() }
    // The first boxes stand at the event: the loans are of those after them.
    putEvent(season, boxes.slice(0, size.checkpoints * 2))
    putLoans(season, boxes.slice(size.checkpoints * 2, size.checkpoints * 2 + size.loans), size.partners)
  })
  store.close()
}

function writer(store: MemberStore, now: number): Omit<Season, 'organisationId'> {
  return {
    put: (kind, body) => store.records.apply({ kind, id: body.id, body: JSON.stringify(body) }),
    at: (ms) => new Date(now + ms).toISOString(),
  }
}

/** One of each box. */
function putLoans(season: Season, boxes: readonly Box[], howManyPartners: number): void {
  const { put, at } = season
  const partners = Array.from({ length: howManyPartners }, (_, index) => {
    const partner = { id: randomUUID(), name: `Partner ${index + 1} Timing`, number: 1002 + index }
    put('partner', { ...partner, since: at(-400 * DAY_MS) })
    return partner
  })
  for (const [index, box] of boxes.entries()) {
    const partner = partners[index % partners.length]
    if (partner === undefined) return
    const phase = PHASES[index % PHASES.length] ?? 'on'
    const loan = {
      ...{ id: randomUUID(), boxId: box.id, boxSerial: box.serial, boxAlias: box.alias, ownerId: box.ownerId },
      ...{ recipientId: partner.id, validity: '15d', createdAt: at(-9 * DAY_MS) },
      ...endOf(season, phase, index),
    }
    put('loan', loan)
    if (phase === 'on') put('box', { ...box, holderId: partner.id })
    for (const [step, what] of STEPS.entries()) {
      put('historyEntry', {
        ...{ id: `${loan.id} ${step}`, organisationId: season.organisationId, boxId: box.id, boxSerial: box.serial },
        ...{ loanId: loan.id, what, at: at(-(9 - step) * DAY_MS + index * 1000), endsAt: loan.endsAt },
        ...{ memberName: 'Ana', installationName: 'Trackside-1', offline: index % 4 === 0 },
        ...{ partnerId: partner.id, partnerName: partner.name },
      })
    }
  }
}

function endOf({ at }: Season, phase: (typeof PHASES)[number], index: number) {
  const endsAt = at((1 + (index % 9)) * DAY_MS)
  if (phase === 'reserved') return { endsAt }
  const acceptedAt = at(-8 * DAY_MS)
  if (phase === 'on') return { endsAt, acceptedAt }
  const endedAt = at(-HOUR_MS * (1 + (index % 50)))
  const ended = { endsAt: endedAt, acceptedAt, endedAt, endReason: 'expired' }
  return phase === 'over' ? ended : { ...ended, backAt: at(0) }
}

/** With a checkpoint for every two boxes. */
function putEvent({ put, at, organisationId }: Season, boxes: readonly Box[]): void {
  const [eventId, raceId] = [randomUUID(), randomUUID()]
  const event = { id: eventId, organisationId, name: 'Sierra Trail', date: at(0).slice(0, 10) }
  put('event', { ...event, timeZone: 'Europe/Madrid' })
  put('race', { id: raceId, organisationId, eventId, name: 'Marathon' })
  const many = boxes.length / 2
  for (let index = 0; index < many; index += 1) {
    const id = randomUUID()
    const kind = index === 0 ? 'START' : index === many - 1 ? 'FINISH' : 'INTERMEDIATE'
    put('checkpoint', { id, organisationId, raceId, name: `KM ${index * 2}`, kind, distanceM: index * 2000 })
    for (const [place, box] of boxes.slice(index * 2, index * 2 + 2).entries()) {
      const backup = place === 1
      put('assignment', { id: box.id, organisationId, boxId: box.id, eventId, checkpointIds: [id], backup })
    }
  }
}
