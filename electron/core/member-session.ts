import { randomUUID } from 'node:crypto'
import type { Push, Status } from '../../shared/desktop-api.ts'
import { type InstallationId, installationIdSchema } from '../../shared/records/scalars.ts'
import { Desk } from './desk.ts'
import { actorOf, currentIdentity, type Identity, identitySchema, permissionsOf } from './identity/identity.ts'
import { type Farewell, memberStorePath } from './identity/parting.ts'
import type { Secrets } from './identity/secrets.ts'
import { sha256Hex } from './lending.ts'
import type { Logger } from './log.ts'
import { freeBytesOf } from './race-day/laptop-watch.ts'
import { openMemberStore } from './store/member-store.ts'
import type { CloudClient, SignedInAs } from './sync/cloud-client.ts'
import { OutcomeWatch } from './sync/outcome-watch.ts'
import { deciderFor, Replica } from './sync/replica.ts'
import { type SyncLoop, type SyncState, startSyncLoop, type Trouble } from './sync/sync-loop.ts'
import { type Clocks, TrustedClock } from './sync/trusted-clock.ts'
import { enrolment } from './tickets/enrolment.ts'
import { KeptTrust } from './tickets/kept-trust.ts'
import { openSigner, type Signer } from './tickets/signer.ts'
import { Timing } from './timing.ts'

export interface SessionParts {
  readonly membersDir: string
  /** May change while a session is open. */
  readonly installationName: () => string
  readonly secrets: Secrets
  readonly clocks: Clocks
  readonly random: () => number
  readonly log: Logger
  readonly announce: (push: Push) => void
  readonly announceStatus: () => void
  readonly clientFor: (onTime: (cloudMs: number, sentMonotonicMs: number) => void) => CloudClient
  readonly onSyncState: (state: SyncState, trouble?: Trouble) => void
  /** O10 */
  readonly onAccessEnded: (memberId: string, farewell: Farewell) => void
  readonly onFault: (where: string, error: unknown) => void
  readonly hasWindow: () => boolean
  readonly isDiskFull: () => boolean
  readonly rendererDir: string | undefined
  readonly isDemo: boolean
  readonly localAddresses: () => readonly string[]
}

/** What a sign-in has just given. */
export interface FreshSignIn {
  readonly token: string
  readonly identity: Identity
}

/** A member at work: store, desk and exchange with the cloud, from signing in to signing out. */
export interface MemberSession {
  readonly memberId: string
  readonly desk: Desk
  readonly timing: Timing
  readonly watch: OutcomeWatch
  readonly cloud: CloudClient
  readonly signer: Signer
  readonly trust: KeptTrust
  signing(): NonNullable<Status['signing']>
  identity(): NonNullable<Status['identity']>
  lastSyncedAt(): string | undefined
  /** What a window needs to begin with; nothing while there is none, as at the start. */
  snapshot(): Iterable<Push>
  installationId(): InstallationId
  /** The bearer token and installation; undefined where the sign-in ran out. */
  as(): SignedInAs | undefined
  wake(): void
  close(): Promise<void>
}

/**
 * Opens the member's store on this computer and starts the exchange with the cloud.
 * @param signedIn without it the kept sign-in goes on
 * @throws StoreRefused, StoreDamaged
 */
export async function openMemberSession(
  parts: SessionParts,
  memberId: string,
  signedIn?: FreshSignIn,
): Promise<MemberSession> {
  const store = openMemberStore(memberStorePath(parts.membersDir, memberId))
  try {
    if (signedIn) await parts.secrets.write(memberId, signedIn.token)
    const token = signedIn?.token ?? (await parts.secrets.read(memberId))
    store.transact(() => {
      if (signedIn) store.local.set('identity', JSON.stringify(signedIn.identity))
      if (store.local.get('installationId') === undefined) store.local.set('installationId', randomUUID())
    })
    const identityText = store.local.get('identity')
    // A first sign-in that broke off, or one of the rows that couldn't be rescued: signing in brings it.
    if (identityText === undefined) throw new Error('the store does not say whose it is')
    // Read once: code made for it would cost more than it saves, and a window waits.
    const kept = identitySchema.parse(JSON.parse(identityText), { jitless: true })
    const clock = new TrustedClock(parts.clocks, store.local.get('clock'))
    const cloud = parts.clientFor((cloudMs, sentMs) => clock.observe(cloudMs, sentMs))
    const installationId = () => installationIdSchema.parse(store.local.get('installationId'))
    const actor = () => actorOf(replica.records, kept, { id: installationId(), name: parts.installationName() })
    const signer = await openSigner(store, parts.secrets, memberId)
    const trust = new KeptTrust(store)
    // What was taken stays taken, whatever becomes of the clock: only who gives a command now has to wait.
    const signed = (at: string, isNew: boolean) => trust.checkAt(at, isNew && clock.problem() === 'clock-behind')
    const replica: Replica = new Replica(deciderFor(actor, sha256Hex, signed), actor)
    const watch = new OutcomeWatch()
    let state: SyncState = token === undefined ? 'sign-in-again' : 'offline'
    let loop: SyncLoop | undefined
    let timing: Timing | undefined
    const isOnline = () => state === 'online' || state === 'sending'
    const desk = new Desk({
      store,
      replica,
      clock,
      actor,
      isOnline,
      sendsAtOnce: () => loop?.sendsAtOnce() ?? false,
      hasWindow: parts.hasWindow,
      announce: parts.announce,
      wakeSync: () => loop?.wake(),
      recordsChanged: () => timing?.recordsChanged(),
    })
    const identity = () => currentIdentity(replica.records, kept)
    const as = () => (token === undefined ? undefined : { token, installationId: installationId() })
    const { clocks, random, log, onFault, hasWindow, isDiskFull, rendererDir, isDemo, localAddresses } = parts
    const surroundings = { clocks, random, log, onFault, hasWindow, isDiskFull, rendererDir, isDemo, localAddresses }
    const live = new Timing({
      desk,
      cloud,
      as,
      isOnline,
      freeBytes: () => freeBytesOf(parts.membersDir),
      ...surroundings,
    })
    timing = live
    const onState = (next: SyncState, trouble?: Trouble) => {
      state = next
      parts.onSyncState(next, trouble)
      if (next === 'online') live.cloudReached()
    }
    const signedInAs = () => ({ token: token ?? '', installationId: installationId() })
    loop =
      token === undefined
        ? undefined
        : startSyncLoop({
            desk,
            cloud,
            as: signedInAs,
            enrolment: enrolment({
              ...{ desk, cloud, as: signedInAs, installationName: parts.installationName },
              ...{ signer, trust, log: parts.log },
            }),
            watch,
            live,
            onState,
            onWholeState: parts.announceStatus,
            onAccessEnded: (reason) =>
              parts.onAccessEnded(memberId, {
                reason,
                organisationName: identity().organisation.name,
                at: clock.now(),
                unsent: desk.outbox.filter((command) => command.state === 'waiting').length,
              }),
            random: parts.random,
            log: parts.log,
            onFault: parts.onFault,
          })
    if (loop === undefined) onState('sign-in-again')
    return {
      memberId,
      desk,
      timing: live,
      watch,
      cloud,
      signer,
      trust,
      as,
      installationId,
      identity() {
        const { member, organisation } = identity()
        return { member, organisation, permissions: [...permissionsOf(replica.records, { member, organisation })] }
      },
      signing: () => ({ ...signer.status(), ...(trust.listedAt === undefined ? {} : { endedListAt: trust.listedAt }) }),
      lastSyncedAt: () => store.local.get('lastSyncedAt'),
      *snapshot() {
        if (!parts.hasWindow()) return
        yield* desk.snapshot()
        yield* live.snapshot()
      },
      wake: () => loop?.wake(),
      async close() {
        try {
          await loop?.stop()
          await live.close()
          store.transact(() => store.local.set('clock', clock.keep()))
        } finally {
          store.close()
        }
      },
    }
  } catch (error) {
    store.close()
    throw error
  }
}
