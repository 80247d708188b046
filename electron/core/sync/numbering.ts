import type { MemberStore } from '../store/member-store.ts'
import type { OutboxCommand } from '../store/outbox.ts'

export interface NumberedCommand extends OutboxCommand {
  readonly seq: number
}

/** Gives each its number, within the transaction that the caller holds: from then on it counts as sent. */
export function numberCommands(
  { local, outbox }: MemberStore,
  commands: readonly OutboxCommand[],
): readonly NumberedCommand[] {
  const lastSeq = Number(local.get('lastSeq') ?? 0)
  const numbered = commands.map((command, index) => ({ ...command, seq: lastSeq + index + 1, wasSent: true }))
  for (const { id, seq } of numbered) outbox.assignSeq(id, seq)
  local.set('lastSeq', String(lastSeq + numbered.length))
  return numbered
}
