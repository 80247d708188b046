import type { PendingCommand } from '../../shared/desktop-cards.ts'
import type { OutboxCommand } from './store/outbox.ts'

/** A pending command without its secrets. */
export function pendingShown(command: OutboxCommand): PendingCommand {
  const { id, type, givenAt, dependsOn, wasSent, waitingFor, notBefore } = command
  return {
    id,
    type,
    args: shownArgs(command.args),
    givenAt,
    dependsOn: [...dependsOn],
    sent: wasSent,
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(notBefore === undefined ? {} : { nextTryAt: notBefore }),
  }
}

/** A command's arguments as a window may see them: never a token or its hash, nor the long texts of tickets and slips. */
export function shownArgs(args: OutboxCommand['args']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !/token|code|ticket|slip/i.test(name)))
}
