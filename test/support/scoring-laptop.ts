import { PassingDesk } from '../../electron/core/passings/passing-desk.ts'
import { Scoring } from '../../electron/core/scoring/scoring.ts'
import { cloudClient } from '../../electron/core/sync/cloud-client.ts'
import type { TimingParts } from '../../electron/core/timing-parts.ts'
import { type ScoringTarget, type ShownTarget, scoringTargetSchema } from '../../shared/desktop-live.ts'
import type { RaceAction } from '../../shared/records/race-action.ts'
import { type EventId, eventIdSchema, timePlus } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import { MEMBER_ID, put, record, SIERRA_ID, sierraBox, sierraEvent, uuid } from './sample-records.ts'
import { openSierraDesk, type TestDesk } from './test-desk.ts'

export const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const RACE_ID = uuid('e', 2)
export const START = '2026-06-06T10:00:00.000Z'

/** Sierra's box 1 in a timing run of the event. */
export const RUN: Session = record('session', {
  ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId: uuid('b', 1), boxSerial: 'CLBX30201', alias: '' },
  ...{
    eventId: EVENT_ID,
    checkpointIds: [uuid('e', 3)],
    startedById: MEMBER_ID,
    startedAt: '2026-06-06T08:00:00.000Z',
  },
})

/** Box 2 as backup at the same checkpoint; a test puts it there. */
export const BACKUP_RUN: Session = record('session', {
  ...{ ...RUN, id: uuid('f', 3), boxId: uuid('b', 2), boxSerial: 'CLBX30202', backup: true },
})

/** Box 2 in a timing run of another event. */
export const OTHER_RUN: Session = record('session', {
  ...{
    ...RUN,
    id: uuid('f', 2),
    boxId: uuid('b', 2),
    boxSerial: 'CLBX30202',
    eventId: uuid('e', 9),
    checkpointIds: [],
  },
})

/** A laptop with a desk on a real store, on which passings come and go out to scoring programs. */
export interface ScoringLaptop {
  readonly test: TestDesk
  readonly scoring: Scoring
  readonly faults: unknown[]
  /** So many more passings, of chips C0, C1, … made longer by `padding`. */
  pass(many: number, options?: { readonly session?: Session; readonly padding?: string }): void
  /** One read of a chip, so long ago, that comes now. */
  read(session: Session, chip: string, agoMs?: number): void
  /** These records are what the cloud says. */
  learn(...sessions: readonly Session[]): void
  /** Lets time go by, and what happens every second happen. */
  later(ms: number): void
  kept(): ReturnType<TestDesk['store']['scoring']['targets']>
  shown(): readonly ShownTarget[]
  act(...actions: readonly RaceAction[]): void
  close(): Promise<void>
}

/** @param monotonicMs without it, that clock runs with the wall's, which a test sets */
export function startScoringLaptop(folder: string, monotonicMs?: () => number): ScoringLaptop {
  const test = openSierraDesk(
    folder,
    [
      ...[put('box', sierraBox(1)), put('event', sierraEvent()), put('session', RUN)],
      ...[put('box', sierraBox(2)), put('session', OTHER_RUN)],
      put('race', { id: RACE_ID, organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10K' }),
      put('checkpoint', {
        id: uuid('e', 3),
        organisationId: SIERRA_ID,
        raceId: RACE_ID,
        name: 'FINISH',
        kind: 'FINISH',
      }),
    ],
    START,
  )
  const clocks = {
    wallMs: () => Date.parse(test.wall.now),
    monotonicMs: monotonicMs ?? (() => Date.parse(test.wall.now)),
  }
  const faults: unknown[] = []
  const parts: TimingParts = {
    ...{ desk: test.desk, clocks, random: () => 0, as: () => undefined, hasWindow: () => true },
    ...{ isOnline: () => false, rendererDir: undefined, isDemo: false, localAddresses: () => [] },
    ...{ isDiskFull: () => false, freeBytes: () => Promise.resolve(1e12) },
    cloud: cloudClient({ baseUrl: 'http://127.0.0.1:9', onTime: () => undefined, monotonicMs: clocks.monotonicMs }),
    log: { info: () => undefined, warn: () => undefined, error: (_message, error) => faults.push(error) },
    onFault: (_where, error) => faults.push(error),
  }
  const passings = new PassingDesk(parts)
  const scoring = new Scoring(parts, passings)
  let passed = test.store.passings.highestId()
  let isOpen = true
  const laptop: ScoringLaptop = {
    ...{ test, scoring, faults },
    pass(many, { session = RUN, padding = '' } = {}) {
      for (let batch = 0; batch < many; batch += 1000) {
        const received = Array.from({ length: Math.min(1000, many - batch) }, () => {
          const number = passed
          passed += 1
          const at = timePlus(START, number * 10 - 3_600_000)
          return { passing: { at, number, chip: `C${number}${padding}` }, receivedAt: test.desk.clock.now() }
        })
        passings.take({ boxId: session.boxId, session, clockOffsetMs: 0, via: 'box', received })
      }
    },
    read(session, chip, agoMs = 0) {
      const [receivedAt, number] = [test.desk.clock.now(), passed]
      passed += 1
      const passing = { at: timePlus(receivedAt, -agoMs), number, chip }
      const batch = { boxId: session.boxId, session, clockOffsetMs: 0, received: [{ passing, receivedAt }] }
      passings.take({ ...batch, via: 'box' })
    },
    learn(...sessions) {
      test.receive(sessions.map((session) => put('session', session)))
      scoring.recordsChanged()
    },
    later(ms) {
      test.wall.now = timePlus(test.wall.now, ms)
      scoring.tick()
    },
    kept: () => test.store.scoring.targets(),
    shown() {
      const push = test.pushed.findLast((one) => one.push === 'scoring')
      return push?.push === 'scoring' ? push.targets : []
    },
    act(...actions) {
      test.receive(actions.map((action) => put('raceAction', action)))
      scoring.recordsChanged()
    },
    async close() {
      if (!isOpen) return
      isOpen = false
      await scoring.close()
      await passings.close()
      test.close()
    },
  }
  return laptop
}

export function target(port: number, number = 1, part: Partial<ScoringTarget> = {}, eventId: EventId = EVENT_ID) {
  const address = { host: '127.0.0.1', port }
  return scoringTargetSchema.parse({
    id: uuid('c', number),
    eventId,
    name: `CrossMgr ${number}`,
    address,
    isOn: true,
    ...part,
  })
}

/** A time taken by hand. */
export function handTime(number: number, part: Partial<Record<keyof RaceAction, unknown>> = {}): RaceAction {
  return record('raceAction', {
    ...{ id: uuid('d', number), organisationId: SIERRA_ID, raceId: RACE_ID, kind: 'TIME', memberId: MEMBER_ID },
    ...{ at: timePlus(START, number * 1000), recordedAt: timePlus(START, number * 1000 + 500), ...part },
  })
}
