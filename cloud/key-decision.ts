import { randomUUID } from 'node:crypto'
import type { Actor } from '../shared/actor.ts'
import type { CommandArgs, CommandType } from '../shared/commands/commands.ts'
import { decide } from '../shared/decide.ts'
import type { Permission } from '../shared/permissions.ts'
import type { Change } from '../shared/records/kinds.ts'
import { commandIdSchema, installationIdSchema } from '../shared/records/scalars.ts'
import type { ApiKey } from './api-key.ts'
import { ApiError } from './errors.ts'
import type { Locked } from './locking.ts'
import { circumstancesAt } from './signed.ts'

export interface KeyCommand<T extends CommandType> {
  readonly type: T
  readonly args: CommandArgs<T>
  readonly permission: Permission
}

/** By the same rules as everybody's commands, in the name of the key. A refusal is thrown, with its code as reason. */
export function decideForKey<T extends CommandType>(
  locked: Locked,
  key: ApiKey,
  { type, args, permission }: KeyCommand<T>,
): readonly Change[] {
  const actor: Actor = {
    organisationId: key.organisationId,
    memberId: key.createdById,
    memberName: key.name,
    permissions: new Set([permission]),
    installationId: installationIdSchema.parse(randomUUID()),
    installationName: 'API',
  }
  const command = { id: commandIdSchema.parse(randomUUID()), type, args }
  const decision = decide(locked.records, actor, command, circumstancesAt(locked.now))
  if (decision.kind === 'accepted') return decision.changes
  if (decision.kind === 'waiting') throw new Error('what a key asks for waits for nothing')
  if (decision.code === 'NOT_FOUND') throw new ApiError('NOT_FOUND')
  throw new ApiError('FORBIDDEN', { ...decision.details, reason: decision.code })
}
