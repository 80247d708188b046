import { join } from 'node:path'
import { type CoreOptions, startCore } from '../../electron/core/core.ts'
import { fileSecrets } from '../../electron/core/identity/secrets.ts'
import { streamLogger } from '../../electron/core/log.ts'
import type { Alert, CallArgs, CallName, CallResult, Push, Status } from '../../shared/desktop-api.ts'
import type { Card, PendingCommand } from '../../shared/desktop-cards.ts'
import type { Link, LiveSession, ShownTarget } from '../../shared/desktop-live.ts'
import { isKind, type Kind, type RecordOf } from '../../shared/records/kinds.ts'

/** A core in this process with one window on it, as a test sees both: calls in, what was pushed out. */
export interface TestWindow {
  call<C extends CallName>(name: C, args: CallArgs<C>): Promise<CallResult<C>>
  give(type: string, args: Record<string, unknown>): Promise<CallResult<'give'>['results'][number]>
  all<K extends Kind>(kind: K): readonly RecordOf<K>[]
  find<K extends Kind>(kind: K, is: (record: RecordOf<K>) => boolean): RecordOf<K> | undefined
  isPending(kind: Kind, id: string): boolean
  status(): Status
  pending(): readonly PendingCommand[]
  cards(): readonly Card[]
  readonly alerts: readonly Alert[]
  /** Each `scoring` push, and when it came. */
  readonly scoring: readonly { readonly targets: readonly ShownTarget[]; readonly atMs: number }[]
  /** What was pushed last of a run's figures, and of a box's connection. */
  live(sessionId: string | undefined): LiveSession | undefined
  link(boxId: string): Link | undefined
  /** The last push of that name. */
  last<P extends Push['push']>(name: P): Extract<Push, { push: P }> | undefined
  /** Waits until `read` gives something, which it returns. */
  until<T>(read: () => T | undefined | false, what: string): Promise<T>
  stop(): Promise<void>
}

const WAIT_MS = 20_000

export async function openTestWindow(
  dataDir: string,
  cloudUrl: string,
  options: Partial<CoreOptions> = {},
): Promise<TestWindow> {
  const core = await startCore({
    dataDir,
    cloudUrl,
    secrets: fileSecrets(join(dataDir, 'secrets')),
    clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
    random: Math.random,
    log: streamLogger((line) => (line.includes(' error ') ? process.stderr.write(line) : undefined)),
    ...options,
  })
  const records = new Map<string, { readonly body: unknown; readonly pending: boolean }>()
  let status: Status | undefined
  let pending: readonly PendingCommand[] = []
  let cards: readonly Card[] = []
  const alerts: Alert[] = []
  const scoring: { readonly targets: readonly ShownTarget[]; readonly atMs: number }[] = []
  const live = new Map<string, LiveSession>()
  const links = new Map<string, Link>()
  const lastOf = new Map<Push['push'], Push>()
  const watchers = new Set<() => void>()
  function show({ reset, changes }: Extract<Push, { push: 'replica' }>): void {
    if (reset) records.clear()
    for (const { kind, id, body, pending: isPending } of changes) {
      if (body === null) records.delete(`${kind} ${id}`)
      else records.set(`${kind} ${id}`, { body, pending: isPending })
    }
  }
  function showLive(push: Push): void {
    if (push.push === 'live-sessions') {
      if (push.reset) live.clear()
      for (const session of push.sessions) live.set(session.sessionId, session)
    } else if (push.push === 'links') {
      if (push.reset) links.clear()
      for (const link of push.links) links.set(link.boxId, link)
      for (const boxId of push.gone) links.delete(boxId)
    }
  }
  const window = core.connect((push) => {
    lastOf.set(push.push, push)
    if (push.push === 'status') status = push.status
    else if (push.push === 'pending') pending = push.pending
    else if (push.push === 'cards') cards = push.cards
    else if (push.push === 'alert') alerts.push(push.alert)
    else if (push.push === 'scoring') scoring.push({ targets: push.targets, atMs: performance.now() })
    else if (push.push === 'replica') show(push)
    else showLive(push)
    for (const watch of watchers) watch()
  })
  let calls = 0
  const all = <K extends Kind>(kind: K) =>
    [...records].flatMap(([key, { body }]) => (isKind(kind) && key.startsWith(`${kind} `) ? [body as RecordOf<K>] : []))
  async function call<C extends CallName>(name: C, args: CallArgs<C>): Promise<CallResult<C>> {
    calls += 1
    const reply = await window.handle({ id: calls, call: name, args })
    if (reply && 'refused' in reply) throw new Error(`${name}: ${reply.refused}`)
    if (reply === undefined || 'failed' in reply) throw new Error(`${name} failed`)
    return reply.result as CallResult<C>
  }
  return {
    call,
    async give(type, args) {
      const [result] = (await call('give', { commands: [{ type, args }] })).results
      if (result === undefined) throw new Error('no result')
      return result
    },
    all,
    find: (kind, is) => all(kind).find(is),
    isPending: (kind, id) => records.get(`${kind} ${id}`)?.pending ?? false,
    status() {
      if (status === undefined) throw new Error('no status yet')
      return status
    },
    pending: () => pending,
    cards: () => cards,
    alerts,
    scoring,
    live: (sessionId) => live.get(sessionId ?? ''),
    link: (boxId) => links.get(boxId),
    last: <P extends Push['push']>(name: P) => lastOf.get(name) as Extract<Push, { push: P }> | undefined,
    until(read, what) {
      return new Promise((resolve, reject) => {
        const finish = () => {
          clearTimeout(timer)
          clearInterval(poll)
          watchers.delete(watch)
        }
        const watch = () => {
          const found = read()
          if (found === undefined || found === false) return
          finish()
          resolve(found)
        }
        const timer = setTimeout(() => {
          finish()
          reject(new Error(`waited in vain for ${what}`))
        }, WAIT_MS)
        const poll = setInterval(watch, 100)
        watchers.add(watch)
        watch()
      })
    },
    async stop() {
      window.close()
      await core.stop()
    },
  }
}

export const DEMO_PASSWORD = 'trackside-demo'

/** A window signed in with a demo account, its first state there. */
export async function openSignedIn(
  dataDir: string,
  cloudUrl: string,
  email: string,
  options: Partial<CoreOptions> = {},
): Promise<TestWindow> {
  const window = await openTestWindow(dataDir, cloudUrl, options)
  const result = await window.call('signIn', { email, password: DEMO_PASSWORD })
  if (result.status !== 'done') throw new Error(`sign-in failed: ${result.problem}`)
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
  return window
}
