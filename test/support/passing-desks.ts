import { onTestFinished } from 'vitest'
import { PassingDesk } from '../../electron/core/passings/passing-desk.ts'
import type { TakenBatch } from '../../electron/core/passings/take-batch.ts'
import { type Passing, passingSchema } from '../../shared/records/passing.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { boxIdSchema } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import { borrowedBox, MEMBER_ID, record, SIERRA_ID, sierraEvent, uuid } from './sample-records.ts'
import type { TestDesk } from './test-desk.ts'

export const BORROWED_BOX = boxIdSchema.parse(borrowedBox().id)

/** A desk's passings, kept up with its records; what fails where nobody hears of it fails the test. */
export function openPassings(test: TestDesk): PassingDesk {
  const onFault = (where: string, error: unknown) => {
    throw new Error(where, { cause: error })
  }
  const passings = new PassingDesk({ desk: test.desk, onFault })
  test.recordsChanged = () => passings.recordsChanged()
  onTestFinished(() => passings.close())
  return passings
}

export function passingOf(at: string, number: number, part: Partial<Passing> = {}): Passing {
  return passingSchema.parse({ at, number, chip: `chip-${number}`, ...part })
}

/** A batch as it comes from a box, received when it was stamped, or at `receivedAt`. */
export function batchOf(
  boxId: BoxId,
  session: Session | undefined,
  passings: readonly Passing[],
  part: Partial<TakenBatch> & { readonly receivedAt?: string } = {},
): TakenBatch {
  const { receivedAt, ...more } = part
  const received = passings.map((passing) => ({ passing, receivedAt: receivedAt ?? passing.at }))
  return { boxId, session, clockOffsetMs: 0, via: 'box', received, ...more }
}

/** Sierra's run on a box. */
export function runOn(boxId: BoxId, part: Partial<Record<keyof Session, unknown>> = {}): Session {
  return record('session', {
    ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId, boxSerial: 'CLBX30301', alias: 'Finish' },
    ...{ eventId: sierraEvent().id, checkpointIds: [], startedById: MEMBER_ID },
    startedAt: '2026-06-06T09:00:00.000Z',
    ...part,
  })
}
