import fc from 'fast-check'
import { expect, it } from 'vitest'
import { feedEntries } from '../../../cloud/feed.ts'
import type { OutboxCommand } from '../../../electron/core/store/outbox.ts'
import { Replica, type Shown } from '../../../electron/core/sync/replica.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { commandIdSchema, type OrganisationId } from '../../../shared/records/scalars.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { MemoryRecords, type Records } from '../../../shared/state.ts'
import { endsUnseen } from '../../support/ends-unseen.ts'
import { put, uuid } from '../../support/sample-records.ts'
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

/** What the cloud shows one organisation of whole records, partners included. */
function seenBy(viewer: OrganisationId, records: Records): MemoryRecords {
  const partners = ORGANISATION_IDS.map((id, index) =>
    put('partner', { id, name: `Org ${index}`, number: 1001 + index, since: '2026-01-01T00:00:00.000Z' }),
  )
  const visible = KINDS.flatMap((kind) =>
    sorted(records, kind).flatMap((record) => {
      const body = viewOf(records, kind, record, viewer)
      return body === undefined ? [] : [{ kind, id: record.id, body } as Change]
    }),
  )
  return copyWith(new MemoryRecords(), [...partners, ...visible])
}

function changesOf(records: Records): readonly Change[] {
  return ([...KINDS, 'partner'] as const).flatMap((kind) =>
    sorted(records, kind).map((record) => ({ kind, id: record.id, body: record }) as Change),
  )
}

function contentOf(records: Records) {
  return KINDS.map((kind) => [kind, sorted(records, kind)])
}

/** A window that shows what it is told. */
function shownOn(records: Records, shown: readonly Shown[]): MemoryRecords {
  return copyWith(
    records,
    shown.map(({ change }) => change),
  )
}

function commandOf({ step, number, now }: Moment): OutboxCommand {
  return {
    id: commandIdSchema.parse(uuid('e', 1_000_000 + number)),
    ...{ type: step.type, args: JSON.parse(JSON.stringify(step.args)), givenAt: now, firstGivenAt: now },
    ...{ dependsOn: [], offline: false, wasSent: false, state: 'waiting' },
  }
}

it('[F2] [G8] what a command shows at once is what stays when the cloud has confirmed it; taken back, all is as before', () => {
  let compared = 0
  const check = (moment: Moment) => {
    const { step, number, now, decision, before, after } = moment
    // Only the cloud makes sharing codes.
    if (decision.kind !== 'accepted' || step.type === 'refreshSharingCode') return
    const viewer = step.by
    if (endsUnseen(before, viewer, now)) return
    const confirmed = seenBy(viewer, before)
    const replica = new Replica(
      (_, records, at) => decideStep(records, step, number, at, true),
      () => ({ organisationId: viewer }),
    )
    replica.load(changesOf(confirmed))
    const first = shownOn(confirmed, replica.recompute([], now, []))
    const { decision: own, shown } = replica.add(commandOf(moment), now)
    if (own.kind !== 'accepted') return
    compared += 1
    const told = copyWith(
      confirmed,
      feedEntries(before, after, decision.changes)
        .filter(({ organisationId }) => organisationId === viewer)
        .map(({ kind, id, body }) => ({ kind, id, body: body === null ? null : JSON.parse(body) }) as Change),
    )
    expect(contentOf(replica.records)).toEqual(contentOf(told))
    const window = shownOn(first, shown)
    expect(contentOf(window)).toEqual(contentOf(told))
    expect(contentOf(shownOn(window, replica.recompute([], now, [])))).toEqual(contentOf(first))
  }
  fc.assert(
    fc.property(stepsFrom(1), (all) => play(all, check)),
    { numRuns: 250 },
  )
  expect(compared).toBeGreaterThan(300)
})
