import { assertNever } from '../../shared/assert-never.ts'
import type { Status } from '../../shared/desktop-api.ts'
import type { PendingCommand } from '../../shared/desktop-cards.ts'

/** What a command waits for, the nearest reason first. */
export type Waits =
  | { readonly kind: 'answer' }
  | { readonly kind: 'token' }
  /** It is known with internet only whose it is (F2). */
  | { readonly kind: 'sharing-code' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'internet' }
  /** The cloud answers, with an error of its own. */
  | { readonly kind: 'cloud' }
  | { readonly kind: 'after'; readonly command: PendingCommand }
  | { readonly kind: 'turn' }

export function whatItWaitsFor(
  command: PendingCommand,
  pending: readonly PendingCommand[],
  { connection, trouble }: Pick<Status, 'connection' | 'trouble'>,
): Waits {
  if (command.sent) return { kind: 'answer' }
  const first = pending.find(({ id }) => command.dependsOn.includes(id))
  if (first !== undefined) return { kind: 'after', command: first }
  switch (connection) {
    case 'sign-in-again':
    case 'removed':
      return { kind: 'sign-in' }
    case 'offline':
      if (trouble?.kind === 'cloud-error') return { kind: 'cloud' }
      return command.waitingFor === 'sharing-code' ? { kind: 'sharing-code' } : { kind: 'internet' }
    case 'online':
    case 'sending':
      return command.waitingFor === 'token' ? { kind: 'token' } : { kind: 'turn' }
    default:
      return assertNever(connection)
  }
}

/** The command and, in order, all that builds on it. */
export function withDependents(
  command: PendingCommand,
  pending: readonly PendingCommand[],
): readonly [PendingCommand, ...PendingCommand[]] {
  const ids = new Set([command.id])
  const dependents: PendingCommand[] = []
  for (const other of pending) {
    if (ids.has(other.id) || !other.dependsOn.some((id) => ids.has(id))) continue
    ids.add(other.id)
    dependents.push(other)
  }
  return [command, ...dependents]
}

/** Why it can't be taken back any more: it, or something that builds on it, was sent. */
export function whyNotDiscard(
  command: PendingCommand,
  pending: readonly PendingCommand[],
): 'sent' | 'others' | undefined {
  if (command.sent) return 'sent'
  return withDependents(command, pending).some(({ sent }) => sent) ? 'others' : undefined
}

/** Two minutes: `now` may be up to one old. */
const SOON_MS = 120_000

/** When it is tried next, where that is far enough away to be worth telling. */
export function nextTry(at: string | undefined, now: string): string | undefined {
  return at !== undefined && Date.parse(at) - Date.parse(now) > SOON_MS ? at : undefined
}

const OLD_MS = 10 * 60_000

/** ux 13: whether what is shown of others is old enough to say so. */
export function isOld(status: Pick<Status, 'connection' | 'lastSyncedAt'>, now: string): boolean {
  if (status.lastSyncedAt === undefined) return false
  return Date.parse(now) - Date.parse(status.lastSyncedAt) >= OLD_MS
}
