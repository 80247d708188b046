import { join } from 'node:path'
import { Desk } from '../../electron/core/desk.ts'
import { actorOf, type Identity } from '../../electron/core/identity/identity.ts'
import { fileSecrets } from '../../electron/core/identity/secrets.ts'
import { sha256Hex } from '../../electron/core/lending.ts'
import { type MemberStore, openMemberStore } from '../../electron/core/store/member-store.ts'
import { type Intake, takePage } from '../../electron/core/sync/intake.ts'
import { OutcomeWatch } from '../../electron/core/sync/outcome-watch.ts'
import { deciderFor, Replica } from '../../electron/core/sync/replica.ts'
import { TrustedClock } from '../../electron/core/sync/trusted-clock.ts'
import { KeptTrust } from '../../electron/core/tickets/kept-trust.ts'
import { Signer } from '../../electron/core/tickets/signer.ts'
import type { Outcome } from '../../shared/cloud-api.ts'
import type { Push } from '../../shared/desktop-api.ts'
import type { Change } from '../../shared/records/kinds.ts'
import { type InstallationId, installationIdSchema } from '../../shared/records/scalars.ts'
import { put, sierra, sierraTimer, uuid } from './sample-records.ts'
import { privateKeyOf } from './tickets.ts'

export interface TestDesk {
  readonly desk: Desk
  readonly store: MemberStore
  readonly signer: Signer
  readonly trust: KeptTrust
  readonly watch: OutcomeWatch
  readonly pushed: Push[]
  /** The wall clock, which a test may set; the monotonic clock runs with it until it is told apart. */
  readonly wall: { now: string; monotonic?: string }
  online: boolean
  /** Whether what is given is sent now. */
  sendsAtOnce: boolean
  /** Does nothing until a test sets it. */
  recordsChanged: () => void
  /** Feeds changes in as one page of the cloud's. */
  receive(changes: readonly Change[], page?: { reset?: boolean; more?: boolean; epoch?: string }): void
  close(): void
}

/** Whose desk it is, on which laptop, and with which key. */
export interface DeskOwner extends Identity {
  readonly installationId: InstallationId
  readonly keySeed: number
}

export const SIERRAS: DeskOwner = {
  member: sierraTimer,
  organisation: sierra,
  installationId: installationIdSchema.parse(uuid('d', 1)),
  keySeed: 21,
}

/** A desk of Sierra's timer, or of `owner`, on a real store in `folder`, without a cloud. */
export function openTestDesk(folder: string, now = '2026-06-06T10:00:00.000Z', owner: DeskOwner = SIERRAS): TestDesk {
  const { member, organisation, installationId, keySeed } = owner
  const wall: TestDesk['wall'] = { now }
  const store = openMemberStore(join(folder, 'member.db'))
  const clocks = { wallMs: () => Date.parse(wall.now), monotonicMs: () => Date.parse(wall.monotonic ?? wall.now) }
  const clock = new TrustedClock(clocks, store.local.get('clock'))
  const pushed: Push[] = []
  const installation = { id: installationId, name: 'Trackside-2' }
  const kept = `${installationId}:${privateKeyOf(keySeed).toString('base64url')}`
  store.local.set('installationId', installationId)
  const secrets = fileSecrets(join(folder, 'secrets'))
  const signer = new Signer({ store, secrets, memberId: member.id, keptIn: 'file', kept })
  const trust = new KeptTrust(store)
  const actor = () => actorOf(replica.records, { member, organisation }, installation)
  const signed = (at: string, isNew: boolean) => trust.checkAt(at, isNew && clock.problem() === 'clock-behind')
  const replica: Replica = new Replica(deciderFor(actor, sha256Hex, signed), actor)
  const desk = new Desk({
    store,
    replica,
    clock,
    actor,
    isOnline: () => test.online,
    sendsAtOnce: () => test.sendsAtOnce,
    hasWindow: () => true,
    announce: (push) => pushed.push(push),
    wakeSync: () => undefined,
    recordsChanged: () => test.recordsChanged(),
  })
  const intake: Intake = { cursor: undefined, staged: undefined }
  let seq = 0
  const test: TestDesk = {
    desk,
    store,
    signer,
    trust,
    watch: new OutcomeWatch(),
    pushed,
    wall,
    online: false,
    sendsAtOnce: false,
    recordsChanged: () => undefined,
    receive(changes, page = {}) {
      const isToWipe = takePage(desk, intake, {
        epoch: page.epoch ?? 'epoch-1',
        cursor: `c${seq + changes.length}`,
        reset: page.reset ?? false,
        more: page.more ?? false,
        changes: changes.map(({ kind, id, body }) => {
          seq += 1
          return { seq, kind, id, body: body === null ? null : { ...body } }
        }),
      })
      if (isToWipe) store.wipeDeleted()
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

export function acceptedOutcome(id: string, seq: number, details?: Outcome['details']): Outcome {
  return { seq, id: id as Outcome['id'], status: 'accepted', at: seq, ...(details ? { details } : {}) }
}

export function refusedOutcome(id: string, seq: number, code: string, details?: Outcome['details']): Outcome {
  return { seq, id: id as Outcome['id'], status: 'refused', at: seq, code, ...(details ? { details } : {}) }
}
