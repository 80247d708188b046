import { join } from 'node:path'
import { Desk } from '../../electron/core/desk.ts'
import { actorOf } from '../../electron/core/identity/identity.ts'
import { sha256Hex } from '../../electron/core/lending.ts'
import { type MemberStore, openMemberStore } from '../../electron/core/store/member-store.ts'
import { type Intake, takePage } from '../../electron/core/sync/intake.ts'
import { deciderFor, Replica } from '../../electron/core/sync/replica.ts'
import { TrustedClock } from '../../electron/core/sync/trusted-clock.ts'
import type { Outcome } from '../../shared/cloud-api.ts'
import type { Push } from '../../shared/desktop-api.ts'
import type { Change } from '../../shared/records/kinds.ts'
import { installationIdSchema } from '../../shared/records/scalars.ts'
import { put, sierra, sierraTimer, uuid } from './sample-records.ts'

export interface TestDesk {
  readonly desk: Desk
  readonly store: MemberStore
  readonly pushed: Push[]
  /** The wall clock, which a test may set. */
  readonly wall: { now: string }
  online: boolean
  /** Feeds changes in as one page of the cloud's. */
  receive(changes: readonly Change[], page?: { reset?: boolean; more?: boolean; epoch?: string }): void
  close(): void
}

/** A desk of Sierra's timer on a real store in `folder`, without a cloud. */
export function openTestDesk(folder: string, now = '2026-06-06T10:00:00.000Z'): TestDesk {
  const wall = { now }
  const store = openMemberStore(join(folder, 'member.db'))
  const clocks = { wallMs: () => Date.parse(wall.now), monotonicMs: () => Date.parse(wall.now) }
  const clock = new TrustedClock(clocks, store.local.get('clock'))
  const pushed: Push[] = []
  const identity = { member: sierraTimer, organisation: sierra }
  const installation = { id: installationIdSchema.parse(uuid('d', 1)), name: 'Trackside-2' }
  const actor = () => actorOf(replica.records, identity, installation)
  const replica: Replica = new Replica(deciderFor(actor, sha256Hex), actor)
  const desk = new Desk({
    store,
    replica,
    clock,
    actor,
    isOnline: () => test.online,
    hasWindow: () => true,
    announce: (push) => pushed.push(push),
    wakeSync: () => undefined,
  })
  const intake: Intake = { cursor: undefined, staging: false }
  let seq = 0
  const test: TestDesk = {
    desk,
    store,
    pushed,
    wall,
    online: false,
    receive(changes, page = {}) {
      takePage(desk, intake, {
        epoch: page.epoch ?? 'epoch-1',
        cursor: `c${seq + changes.length}`,
        reset: page.reset ?? false,
        more: page.more ?? false,
        changes: changes.map(({ kind, id, body }) => {
          seq += 1
          return { seq, kind, id, body: body === null ? null : { ...body } }
        }),
      })
    },
    close: () => store.close(),
  }
  return test
}

/** The desk with Sierra's own organisation and member confirmed. */
export function openSierraDesk(folder: string, more: readonly Change[] = [], now?: string): TestDesk {
  const test = openTestDesk(folder, now)
  test.receive([put('organisation', sierra), put('member', sierraTimer), ...more])
  return test
}

export function acceptedOutcome(id: string, seq: number): Outcome {
  return { seq, id: id as Outcome['id'], status: 'accepted', at: seq }
}

export function refusedOutcome(id: string, seq: number, code: string, details?: Outcome['details']): Outcome {
  return { seq, id: id as Outcome['id'], status: 'refused', at: seq, code, ...(details ? { details } : {}) }
}
