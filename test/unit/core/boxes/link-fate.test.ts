import { describe, expect, it } from 'vitest'
import { fateOf } from '../../../../electron/core/boxes/link-fate.ts'
import { type OrganisationId, timePlus } from '../../../../shared/records/scalars.ts'
import type { Session, StopReason } from '../../../../shared/records/session.ts'
import { MemoryRecords } from '../../../../shared/state.ts'
import { COSTA_ID, MEMBER_ID, put, record, SIERRA_ID, sierraBox, uuid } from '../../../support/sample-records.ts'
import { BOX_1, NOW } from './a-field.ts'

const HOUR_MS = 3_600_000
const SIERRA = SIERRA_ID as OrganisationId

function run(number: number, part: Partial<Record<keyof Session, unknown>> = {}): Session {
  return record('session', {
    ...{ id: uuid('d', number), organisationId: SIERRA_ID, boxId: BOX_1, boxSerial: 'CLBX30201', checkpointIds: [] },
    ...{ alias: '', startedById: MEMBER_ID, startedAt: NOW, ...part },
  })
}

function fate(runs: readonly Session[], of: Session | undefined, afterMs = 0) {
  const records = new MemoryRecords()
  for (const change of [put('box', sierraBox(1)), ...runs.map((one) => put('session', one))]) records.apply(change)
  return fateOf(records, SIERRA, { boxId: BOX_1, sessionId: of?.id }, timePlus(NOW, afterMs))
}

function stopped(stopReason: StopReason): Session {
  return run(1, { stoppedAt: NOW, stopReason })
}

describe('what becomes of a connection', () => {
  it.each(['stopped', 'box-released'] as const)(
    '[R5] a run that ended by a person (%s) ends it, and the box is told',
    (reason) => {
      expect(fate([stopped(reason)], stopped(reason))).toEqual({ kind: 'stop' })
    },
  )

  it.each(['loan-ended', 'box-lent', 'share-ended', 'refused'] as const)(
    '[L19] after the right’s end (%s) it is kept for 24 h',
    (reason) => {
      expect(fate([stopped(reason)], stopped(reason), 24 * HOUR_MS - 1)).toEqual({ kind: 'keep' })
      expect(fate([stopped(reason)], stopped(reason), 24 * HOUR_MS)).toEqual({ kind: 'close' })
    },
  )

  it('[R2] a newer run of ours takes it over; another organisation’s doesn’t', () => {
    const old = stopped('replaced')
    const newer = run(2, { startedAt: timePlus(NOW, HOUR_MS) })
    expect(fate([old, newer], old)).toEqual({ kind: 'goes-into', session: newer })
    expect(fate([old, run(3, { organisationId: COSTA_ID })], old)).toEqual({ kind: 'close' })
    expect(fate([run(1), newer], run(1))).toEqual({ kind: 'keep' })
    expect(fate([newer], undefined)).toEqual({ kind: 'goes-into', session: newer })
  })

  it('[R2] without a run it is kept as long as the box may be used', () => {
    expect(fate([], undefined)).toEqual({ kind: 'keep' })
    const records = new MemoryRecords()
    expect(fateOf(records, SIERRA, { boxId: BOX_1, sessionId: undefined }, NOW)).toEqual({ kind: 'close' })
  })

  it('[R2] a run that isn’t there any more ends it', () => {
    expect(fate([], run(1))).toEqual({ kind: 'close' })
  })
})
