import { randomUUID } from 'node:crypto'
import type { Decision } from '../../shared/decide.ts'
import type { Given } from '../../shared/desktop-api.ts'
import { type CommandId, commandIdSchema } from '../../shared/records/scalars.ts'
import type { RefusalDetails } from '../../shared/refusals.ts'
import type { OutboxCommand } from './store/outbox.ts'
import { createsRecord, type Replica } from './sync/replica.ts'

/** What a person hears of a command, with what the rules told of it. */
export type GivenHere = Given | (Extract<Given, { status: 'done' }> & { readonly details?: RefusalDetails })

export interface CommandToGive {
  readonly type: string
  readonly args: Readonly<Record<string, unknown>>
  /** What it stands on, beside what its arguments name. */
  readonly dependsOn?: readonly CommandId[]
}

export interface PlannedAct {
  /** The commands as they are to be saved, where none was refused. */
  readonly saved: readonly OutboxCommand[]
  /** What a person hears of each, up to and including the first refused. */
  readonly results: readonly GivenHere[]
}

/** @param offline whether it is given without a connection */
export function newCommand(
  { type, args, dependsOn = [] }: CommandToGive,
  now: string,
  offline: boolean,
): OutboxCommand {
  return {
    id: commandIdSchema.parse(randomUUID()),
    type,
    args: JSON.parse(JSON.stringify(args)),
    givenAt: now,
    firstGivenAt: now,
    dependsOn,
    offline,
    wasSent: false,
    state: 'waiting',
  }
}

/** Decides the commands of one act, each on top of those before it, and ties each to those that it stands on. */
export function planAct(replica: Replica, commands: readonly OutboxCommand[], now: string): PlannedAct {
  const decisions = replica.wouldDecide(commands, now)
  const createdHere = new Map<string, CommandId>()
  const saved: OutboxCommand[] = []
  const results: GivenHere[] = []
  for (const [index, command] of commands.entries()) {
    const decision = decisions[index]
    if (decision === undefined) throw new Error('a command without a decision')
    results.push(givenOf(command, decision))
    if (decision.kind === 'refused') break
    const creators = creatorsOf(command.args, (id) => createdHere.get(id) ?? replica.creatorOf(id))
    const dependsOn = [...new Set([...command.dependsOn, ...creators])]
    const waitingFor = decision.kind === 'waiting' ? decision.waitingFor : undefined
    saved.push({ ...command, dependsOn, waitingFor })
    if (decision.kind !== 'accepted') continue
    for (const change of decision.changes) {
      if (createsRecord(replica.records, change)) createdHere.set(change.id, command.id)
    }
  }
  return { saved, results }
}

function givenOf(command: OutboxCommand, decision: Decision): GivenHere {
  if (decision.kind === 'accepted') return withDetails({ status: 'done', id: command.id }, decision.details)
  if (decision.kind === 'waiting') return { status: 'waiting', id: command.id }
  return withDetails({ status: 'refused', code: decision.code }, decision.details)
}

function withDetails<T extends object>(given: T, details: RefusalDetails | undefined) {
  return details === undefined ? given : { ...given, details }
}

/** The pending commands that made the records which the arguments name. */
function creatorsOf(args: unknown, creatorOf: (id: string) => CommandId | undefined): readonly CommandId[] {
  return [...new Set(stringsIn(args).flatMap((text) => creatorOf(text) ?? []))]
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
