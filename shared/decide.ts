import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { commandDefinitions, isCommandType } from './commands/commands.ts'
import type { Circumstances, CommandDefinition, Refused, Verdict } from './commands/define.ts'
import type { Change } from './records/kinds.ts'
import type { CommandId } from './records/scalars.ts'
import { type RefusalDetails, refusal } from './refusals.ts'
import { settleDue } from './rules/loans.ts'
import { Draft, type Records } from './state.ts'

/** What a person asks, as it came: its type and arguments aren't parsed yet. */
export interface GivenCommand {
  readonly id: CommandId
  readonly type: string
  readonly args: unknown
}

export type Decision =
  | { readonly kind: 'accepted'; readonly changes: readonly Change[]; readonly details?: RefusalDetails }
  | Refused
  /** On a desktop only: what was asked for can't be known here. */
  | Extract<Verdict, { kind: 'waiting' }>

/**
 * The one place where a command meets the rules, on the desktop for the instant effect and in the cloud for the truth.
 * Pure. Loans that are due are settled first, and again afterwards, so that what comes late ends in the same step.
 */
export function decide(records: Records, actor: Actor, command: GivenCommand, circumstances: Circumstances): Decision {
  if (!isCommandType(command.type)) return { kind: 'refused', ...refusal('COMMAND_UNKNOWN') }
  const definition = commandDefinitions[command.type] as CommandDefinition<unknown>
  const args = definition.args.safeParse(command.args)
  if (!args.success) {
    const fields = args.error.issues.flatMap(problemsOf)
    return { kind: 'refused', ...refusal('COMMAND_INVALID', { fields }) }
  }
  // O4
  const { permission } = definition
  const needed = typeof permission === 'function' ? permission(args.data) : permission
  if (!actor.permissions.has(needed)) {
    return { kind: 'refused', ...refusal('FORBIDDEN', { permission: needed }) }
  }
  const draft = new Draft(records)
  settleDue(draft, circumstances.now)
  const verdict = definition.decide({ ...circumstances, draft, actor, commandId: command.id }, args.data)
  if (verdict.kind !== 'accepted') return verdict
  settleDue(draft, circumstances.now)
  const changes = draft.changes()
  return verdict.details === undefined
    ? { kind: 'accepted', changes }
    : { kind: 'accepted', changes, details: verdict.details }
}

/** Whether something of such a command may be kept where it is refused. */
export function mayBeKept({ type }: Pick<GivenCommand, 'type'>): boolean {
  return isCommandType(type) && 'kept' in commandDefinitions[type]
}

/** What is kept of a command that was refused: by `decide`, or because one fell on which it stands. */
export function keptThoughRefused(
  records: Records,
  actor: Actor,
  command: GivenCommand,
  circumstances: Circumstances,
): readonly Change[] {
  if (!isCommandType(command.type)) return []
  const definition = commandDefinitions[command.type] as CommandDefinition<unknown>
  const args = definition.args.safeParse(command.args)
  if (!args.success || definition.kept === undefined) return []
  const draft = new Draft(records)
  settleDue(draft, circumstances.now)
  const settled = draft.changes().length
  definition.kept({ ...circumstances, draft, actor, commandId: command.id }, args.data)
  const changes = draft.changes()
  return changes.length > settled ? changes : []
}

/** Where arguments may have one of two forms, the first, which is the one by hand, tells what is wrong. */
function problemsOf(issue: z.core.$ZodIssue): readonly { readonly field: string; readonly problem: string }[] {
  const [first] = issue.code === 'invalid_union' ? issue.errors : []
  return first ? first.flatMap(problemsOf) : [{ field: issue.path.join('.'), problem: issue.message }]
}
