import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostWindow } from '../../test/support/host-window.ts'
import { DEMO_PASSWORD } from '../../test/support/test-window.ts'
import type { Random } from '../box-simulator/seeded-random.ts'

const EMAIL = 'timer@sierra.example'
const WORKERS = 4
const PAUSE_MS = 8
/** More than this would only have to be sent at the end: a slow computer would send for minutes. */
const MOST_WAITING = 400

/** What a window was told is saved: it must never be gone after that. */
export interface Acknowledged {
  readonly eventIds: Set<string>
  readonly loanIds: Set<string>
  readonly endedLoanIds: Set<string>
  /** The run, and how many of its passings were shown at once at most. */
  sessionId: string | undefined
  shown: number
}

export function nothingYet(): Acknowledged {
  return { eventIds: new Set(), loanIds: new Set(), endedLoanIds: new Set(), sessionId: undefined, shown: 0 }
}

/** What a laptop's people do all day, until its process is gone. */
export async function workUntilGone(window: HostWindow, acknowledged: Acknowledged, random: Random): Promise<void> {
  const isGone = () => window.child.process.exitCode !== null || window.child.process.signalCode !== null
  const worker = async () => {
    while (!isGone()) {
      if (window.pending().length < MOST_WAITING) await doSomething(window, acknowledged, random).catch(() => undefined)
      await sleep(PAUSE_MS * random())
    }
  }
  // A call that is made in the very moment has no answer, ever.
  await Promise.race([Promise.all(Array.from({ length: WORKERS }, worker)), once(window.child.process, 'close')])
}

async function doSomething(window: HostWindow, acknowledged: Acknowledged, random: Random): Promise<void> {
  const what = random()
  if (what < 0.8) {
    const eventId = randomUUID()
    const { results } = await window.call('give', {
      commands: [{ type: 'createEvent', args: { eventId, name: 'E', date: '2026-12-01' } }],
    })
    if (results[0]?.status === 'done') acknowledged.eventIds.add(eventId)
    return
  }
  const loanId = [...acknowledged.loanIds].find((id) => !acknowledged.endedLoanIds.has(id))
  if (loanId === undefined || what < 0.9) await lendOne(window, acknowledged, random)
  else {
    const { results } = await window.call('give', { commands: [{ type: 'revokeShare', args: { loanId } }] })
    if (results[0]?.status === 'done') acknowledged.endedLoanIds.add(loanId)
  }
}

async function lendOne(window: HostWindow, { loanIds }: Acknowledged, random: Random): Promise<void> {
  const boxes = changesOf(window).filter(({ kind, body }) => kind === 'box' && body?.['serial'] !== 'CLBX30201')
  const box = boxes[Math.floor(random() * boxes.length)]
  if (box === undefined) return
  const lent = await window.call('lend', { boxIds: [box.id as never], validity: '1d', releaseFromEvent: false })
  if (lent.status === 'done') for (const loanId of lent.loanIds) loanIds.add(loanId)
}

export function changesOf({ pushed }: HostWindow) {
  return pushed.flatMap((push) => (push.push === 'replica' ? push.changes : []))
}

export function statusOf({ pushed }: HostWindow) {
  const last = pushed.findLast((push) => push.push === 'status')
  return last?.push === 'status' ? last.status : undefined
}

/** The figures of the run, as last shown. */
export function liveOf({ pushed }: HostWindow, sessionId: string | undefined) {
  return pushed
    .flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))
    .findLast((live) => live.sessionId === sessionId)
}

export async function signIn(window: HostWindow): Promise<void> {
  const result = await window.call('signIn', { email: EMAIL, password: DEMO_PASSWORD })
  if (result.status !== 'done') throw new Error(`not signed in: ${result.problem}`)
}
