import fc from 'fast-check'
import { expect, it } from 'vitest'
import { feedEntries } from '../../../cloud/feed.ts'
import type { Decision } from '../../../shared/decide.ts'
import type { Change, Kind } from '../../../shared/records/kinds.ts'
import type { OrganisationId } from '../../../shared/records/scalars.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { MemoryRecords, type Records } from '../../../shared/state.ts'
import { endsUnseen } from '../../support/ends-unseen.ts'
import { projectionOf } from '../../support/projection.ts'
import { put } from '../../support/sample-records.ts'
import {
  copyWith,
  decideStep,
  KINDS,
  type Moment,
  ORGANISATION_IDS,
  play,
  sorted,
  stepsFrom,
} from '../../support/world.ts'

/** Plays worlds in which everybody follows the feed. `check` sees the replicas before and after each moment. */
function followed(
  check: (moment: Moment, follow: () => void, replicas: ReadonlyMap<OrganisationId, MemoryRecords>) => void,
) {
  fc.assert(
    fc.property(stepsFrom(1), (all) => {
      const replicas = new Map(ORGANISATION_IDS.map((id) => [id, allPartners()]))
      const tell = (before: Records, after: Records, changes: readonly Change[]) => {
        for (const { organisationId, kind, id, body } of feedEntries(before, after, changes)) {
          replicas.get(organisationId)?.apply({ kind, id, body: body === null ? null : JSON.parse(body) } as Change)
        }
      }
      let begun = false
      play(all, (moment) => {
        const { before, after, changes } = moment
        if (!begun) tell(new MemoryRecords(), before, allOf(before))
        begun = true
        check(moment, () => tell(before, after, changes), replicas)
      })
    }),
    { numRuns: 100 },
  )
}

/** Partners have entries of their own in the feed, beside what the rules write. Here everybody knows everybody. */
function allPartners(): MemoryRecords {
  const records = new MemoryRecords()
  for (const [index, id] of ORGANISATION_IDS.entries()) {
    const since = '2026-01-01T00:00:00.000Z'
    records.apply(put('partner', { id, name: `Org ${index}`, number: 1001 + index, since }))
  }
  return records
}

function allOf(records: Records): readonly Change[] {
  return KINDS.flatMap((kind) => sorted(records, kind).map((body) => ({ kind, id: body.id, body }) as Change))
}

it('[O7] [G2] [G9] whoever follows the feed sees exactly what it may see of the records as they are', () => {
  followed(({ after }, follow, replicas) => {
    follow()
    for (const [viewer, replica] of replicas) {
      for (const kind of KINDS) {
        expect(sorted(replica, kind)).toEqual(projectionOf(after, kind, viewer))
      }
    }
  })
})

/** What another organisation does with a box that both may use isn't shown (O7): only the cloud can refuse for it. */
const OF_UNSEEN_USE: ReadonlySet<string> = new Set(['SESSION_RUNNING', 'BOX_ASSIGNED', 'BOX_IN_USE'])

it('[F2] [F3] what a desktop that has seen everything decides on its own, the cloud confirms to the letter', () => {
  followed(({ before, decision, number, step, now }, follow, replicas) => {
    const replica = replicas.get(step.by) ?? new MemoryRecords()
    const own = decideStep(replica, step, number, now, true)
    const overlay = copyWith(replica, own.kind === 'accepted' ? own.changes : [])
    follow()
    // A code that it doesn't know waits for the cloud.
    if (own.kind === 'waiting' || endsUnseen(before, step.by, now)) return
    if (own.kind === 'accepted' && OF_UNSEEN_USE.has(codeOf(decision))) return
    expect([step.type, codeOf(own)]).toEqual([step.type, codeOf(decision)])
    if (own.kind !== 'accepted') return
    // The new code is the cloud's to make (G4).
    const alike = step.type === 'refreshSharingCode' ? KINDS.filter((kind) => kind !== 'organisation') : KINDS
    for (const kind of alike) expect(visibleIn(overlay, kind, step.by)).toEqual(sorted(replica, kind))
  })
})

function visibleIn(records: Records, kind: Kind, viewer: OrganisationId): readonly object[] {
  return sorted(records, kind).flatMap((record) => viewOf(records, kind, record, viewer) ?? [])
}

function codeOf(decision: Decision): string {
  return decision.kind === 'refused' ? decision.code : decision.kind
}
