import { expect, test } from 'vitest'
import type { CommandToGive } from '../../../renderer/give/command-to-give.ts'
import { endsRun } from '../../../renderer/give/ends-run.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { MEMBER_ID, put, SIERRA_ID, uuid } from '../../support/sample-records.ts'

function withRun(stoppedAt?: string): MemoryRecords {
  const records = new MemoryRecords()
  records.apply(
    put('session', {
      ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId: uuid('b', 1), boxSerial: 'CLBX30201', alias: '' },
      ...{ checkpointIds: [], startedById: MEMBER_ID, startedAt: '2026-06-06T08:00:00.000Z' },
      ...(stoppedAt === undefined ? {} : { stoppedAt, stopReason: 'stopped' }),
    }),
  )
  return records
}

const takeOff = (box: number): CommandToGive =>
  ({ type: 'releaseBox', args: { boxId: uuid('b', box) } }) as CommandToGive

test('[R5] an Undo of assigning takes no box away from a timing run that was started since', () => {
  expect(endsRun(withRun(), [takeOff(1)])).toBe(true)
  expect(endsRun(withRun(), [takeOff(2)])).toBe(false)
  expect(endsRun(withRun('2026-06-06T09:00:00.000Z'), [takeOff(1)])).toBe(false)
})
