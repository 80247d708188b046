import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Push, Status } from '../../shared/desktop-api.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import { callHandlers } from './api.ts'
import { localAddresses } from './board/local-addresses.ts'
import type { CallHandlers } from './call-handlers.ts'
import { hasLastPassings } from './identity/last-passings.ts'
import { startLastSending } from './identity/last-sending.ts'
import { beginParting, type Farewell, finishParting, isLeaving, unsentOf } from './identity/parting.ts'
import type { Secrets } from './identity/secrets.ts'
import { openSettingsFile } from './identity/settings-file.ts'
import { oneAfterAnother } from './in-turn.ts'
import type { Logger } from './log.ts'
import type { MemberSession, SessionParts } from './member-session.ts'
import { mending, type Opening, openOrRescue } from './open-or-rescue.ts'
import { isDamage } from './store/damage.ts'
import { isDiskFull } from './store/disk-full.ts'
import { lockFolder } from './store/folder-lock.ts'
import { StoreRefused } from './store/open.ts'
import { type CloudClient, cloudClient } from './sync/cloud-client.ts'
import type { SyncState } from './sync/sync-loop.ts'
import type { Clocks } from './sync/trusted-clock.ts'
import { openWindow, type WindowConnection } from './window-connection.ts'

export interface CoreOptions {
  readonly dataDir: string
  readonly cloudUrl: string
  readonly secrets: Secrets
  readonly clocks: Clocks
  readonly random: () => number
  readonly log: Logger
  readonly demoAccounts?: Status['demoAccounts']
  /** The built renderer, for the boards that others look at; without it there are none. */
  readonly rendererDir?: string | undefined
  readonly localAddresses?: () => readonly string[]
}

const STORE_PROBLEMS = ['store-newer', 'store-foreign', 'store-broken'] as const

export interface Core {
  /** Connects a window; `send` gets what is pushed to it, in order. */
  connect(send: (push: Push) => void): WindowConnection
  /** The computer woke up, or has a network again: not the time to wait out a pause. */
  wake(): void
  stop(): Promise<void>
}

/**
 * All that the desktop does, without a window. One core a data folder.
 * @throws FolderInUse
 */
export async function startCore(options: CoreOptions): Promise<Core> {
  const lock = lockFolder(options.dataDir)
  try {
    return await startLocked(options, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

async function startLocked(options: CoreOptions, lock: ReturnType<typeof lockFolder>): Promise<Core> {
  const membersDir = join(options.dataDir, 'members')
  mkdirSync(membersDir, { recursive: true, mode: 0o700 })
  const settings = openSettingsFile(join(options.dataDir, 'settings.json'))
  const windows = new Set<(push: Push) => void>()
  const problems = new Set<Problem>(settings.wasReset ? ['settings-reset'] : [])
  let session: MemberSession | undefined
  let syncState: SyncState = 'offline'
  let syncTrouble: Status['trouble']

  function announce(push: Push): void {
    for (const send of windows) send(push)
  }

  function status(): Status {
    const { settings: look, members, installationName, farewell, leaving, rescue } = settings.read()
    const clockProblem = session?.desk.clock.problem()
    return {
      ...(session ? { identity: session.identity() } : {}),
      installationName,
      ...(session ? { installationId: session.installationId() } : {}),
      connection: syncState,
      ...(session?.lastSyncedAt() ? { lastSyncedAt: session.lastSyncedAt() } : {}),
      ...(syncState === 'offline' && syncTrouble ? { trouble: syncTrouble } : {}),
      loading: session !== undefined && session.lastSyncedAt() === undefined,
      now: session?.desk.clock.now() ?? new Date(options.clocks.wallMs()).toISOString(),
      cloudUrl: options.cloudUrl,
      knownMembers: members.map(({ email, organisationName }) => ({ email, organisationName })),
      ...(session ? { signing: session.signing() } : {}),
      // It says that all is deleted: so not before it is.
      ...(farewell && leaving.length === 0 ? { farewell } : {}),
      rescue,
      ...(options.demoAccounts ? { demoAccounts: options.demoAccounts } : {}),
      problems: [...problems, ...(clockProblem ? [clockProblem] : [])],
      settings: look,
    }
  }

  function inMs(ms: number): string {
    return timePlus(session?.desk.clock.now() ?? new Date(options.clocks.wallMs()).toISOString(), ms)
  }

  function announceStatus(): void {
    announce({ push: 'status', status: status() })
  }

  /** A full disk is told until there is room; anything else is for the log. */
  function onFault(where: string, error: unknown): void {
    options.log.error(`${where} failed`, error)
    if (isDamage(error)) mendStore()
    if (!isDiskFull(error)) return
    problems.add('disk-full')
    announceStatus()
  }

  /** Opening and closing one after the other: two windows may sign in at once. */
  const inTurn = oneAfterAnother()

  const mendStore = mending({
    memberId: () => session?.memberId,
    reopen: (opening) => inTurn(() => open(opening)),
    close: () => inTurn(close),
    onHopeless: storeBroken,
  })

  function storeBroken(error: unknown): void {
    onFault('opening a store', error)
    problems.add('store-broken')
    announceStatus()
  }

  const partingParts = { membersDir, settings, secrets: options.secrets }
  const lastSending = startLastSending({
    ...{ parting: partingParts, log: options.log, onFault },
    cloud: () => parts.clientFor(() => undefined),
    onSent: async () => {
      await inTurn(finishPartings)
      announceStatus()
    },
  })
  const parts: SessionParts = {
    membersDir,
    installationName: () => settings.read().installationName,
    ...{ secrets: options.secrets, clocks: options.clocks, random: options.random, log: options.log },
    ...{ announce, announceStatus },
    clientFor: (onTime): CloudClient =>
      cloudClient({ baseUrl: options.cloudUrl, onTime, monotonicMs: options.clocks.monotonicMs }),
    hasWindow: () => windows.size > 0,
    isDiskFull: () => problems.has('disk-full'),
    rendererDir: options.rendererDir,
    isDemo: options.demoAccounts !== undefined,
    localAddresses: options.localAddresses ?? localAddresses,
    onFault,
    onSyncState(state, trouble) {
      const changed = state !== syncState || trouble !== undefined
      syncState = state
      syncTrouble = trouble && { kind: trouble.kind, nextTryAt: inMs(trouble.pauseMs) }
      if (changed || state === 'online') announceStatus()
    },
    onAccessEnded(memberId, farewell) {
      void inTurn(() => part(memberId, farewell))
        .catch((error: unknown) => onFault('deleting a member’s store', error))
        .finally(announceStatus)
    },
  }

  /** Opens a member's store and works with it. A file that must not be touched is a problem to tell, not a crash. */
  async function open(opening: Opening): Promise<boolean> {
    const { memberId } = opening
    await close().catch((error: unknown) => options.log.error('closing a store failed', error))
    // What is to be deleted must not be worked with.
    if (isLeaving(partingParts, memberId)) await finishParting(partingParts, memberId)
    for (const problem of STORE_PROBLEMS) problems.delete(problem)
    try {
      syncState = 'offline'
      session = await openOrRescue(parts, settings, opening)
    } catch (error) {
      if (error instanceof StoreRefused) {
        options.log.warn(error.message)
        problems.add(error.reason === 'newer' ? 'store-newer' : 'store-foreign')
      }
      // Whoever was signed in isn't any more.
      announceStatus()
      if (!(error instanceof StoreRefused)) throw error
      return false
    }
    announceStatus()
    for (const push of session.snapshot()) announce(push)
    return true
  }

  async function close(): Promise<void> {
    const closing = session
    session = undefined
    // What a full disk or a lock keeps from being written at the end must not keep the next one from working.
    await closing?.close().catch((error: unknown) => onFault('closing a store', error))
  }

  async function part(memberId: string, farewell: Farewell): Promise<void> {
    beginParting(partingParts, memberId, farewell)
    if (session?.memberId === memberId) await close()
    if (session === undefined) syncState = 'offline'
    await leave(memberId)
  }

  /** O10: deletes what is here of the member; where there are passings of its own runs to hand in, not before that. */
  async function leave(memberId: string): Promise<void> {
    const now = new Date(options.clocks.wallMs()).toISOString()
    if (await hasLastPassings(partingParts, memberId, now)) lastSending.wake()
    else await finishParting(partingParts, memberId)
  }

  /** O10: whose sign-in had run out hears of the removal when signing in. Nobody else has that address any more. */
  async function partFrom(email: string): Promise<void> {
    const address = email.trim().toLowerCase()
    const removed = settings
      .read()
      .members.filter((member) => member.email === address && member.cloudUrl === options.cloudUrl)
    for (const { memberId, organisationName } of removed) {
      if (session?.memberId === memberId) await close()
      const at = new Date(options.clocks.wallMs()).toISOString()
      await part(memberId, { reason: 'removed', organisationName, at, unsent: unsentOf(partingParts, memberId) })
    }
    announceStatus()
  }

  /** What a crash kept from being deleted, or what was still to be sent. */
  async function finishPartings(): Promise<void> {
    for (const memberId of settings.read().leaving) {
      await leave(memberId).catch((error: unknown) => onFault('deleting a member’s store', error))
    }
  }

  /** Goes on with who was signed in last. Whatever is wrong there must not keep the application from starting. */
  async function resume(): Promise<void> {
    const { signedIn, members } = settings.read()
    const [last] = members
    if (signedIn && last !== undefined) await open({ memberId: last.memberId }).catch(storeBroken)
  }

  function tick(): void {
    // What the desk can't write now mustn't keep the alarms from coming.
    const isWhole = [attempt(() => session?.desk.tick()), attempt(() => session?.timing.tick())].every(Boolean)
    if (!(isWhole && problems.has('disk-full'))) return
    attempt(() => {
      session?.desk.keepClock()
      problems.delete('disk-full')
      announceStatus()
    })
  }

  /** @returns whether it went well */
  function attempt(work: () => void): boolean {
    try {
      work()
      return true
    } catch (error) {
      onFault('the tick', error)
      return false
    }
  }

  const handlers: CallHandlers = callHandlers({
    settings,
    cloudUrl: options.cloudUrl,
    clientForSignIn: () => parts.clientFor(() => undefined),
    secrets: options.secrets,
    session: () => session,
    open: (memberId, signedIn) => inTurn(() => open({ memberId, signedIn })),
    partFrom: (email) =>
      inTurn(() => partFrom(email)).catch((error: unknown) => onFault('deleting a member’s store', error)),
    close: () =>
      inTurn(async () => {
        await close()
        announceStatus()
      }),
    announceStatus,
  })

  await inTurn(finishPartings)
  await inTurn(resume)
  const second = setInterval(tick, 1000)

  return {
    connect(send) {
      windows.add(send)
      send({ push: 'status', status: status() })
      for (const push of session?.snapshot() ?? []) send(push)
      session?.desk.windowOpened()
      return openWindow(handlers, onFault, () => windows.delete(send))
    },
    wake: () => session?.wake(),
    async stop() {
      clearInterval(second)
      await lastSending.close()
      await inTurn(close).finally(lock.release)
    },
  }
}
