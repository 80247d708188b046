import type { SentCommand } from '../shared/command.ts'
import type { Caller } from './caller.ts'
import { contentHash } from './content-hash.ts'
import { type DecidedCommand, decidedUnder } from './db/commands.ts'
import type { Tx } from './db/tables.ts'

export type Known =
  | { readonly kind: 'new' }
  /** What was decided counts for this caller, too. */
  | { readonly kind: 'decided'; readonly command: DecidedCommand }
  /** The same command was refused to colleagues: this caller may have other rights. */
  | { readonly kind: 'refused-to-others' }
  /** Somebody else's, or something else. */
  | { readonly kind: 'taken' }

/**
 * What is known under a command's id. It comes again after enrolling anew, and from each laptop of the organisation that has
 * it by file (F8): nothing is done twice. Only the same content counts as a colleague's.
 */
export async function knownOf(trx: Tx, caller: Caller, command: SentCommand): Promise<Known> {
  const decided = await decidedUnder(trx, command.id)
  if (decided.length === 0) return { kind: 'new' }
  const hash = contentHash(command)
  const isOwn = ({ memberId }: DecidedCommand) => memberId === caller.memberId
  const isSame = (row: DecidedCommand) => row.organisationId === caller.organisationId && row.contentHash === hash
  const ours = decided.filter((row) => isOwn(row) || isSame(row))
  const counts = ours.find(({ status }) => status === 'accepted') ?? ours.find(isOwn)
  if (counts !== undefined) return { kind: 'decided', command: counts }
  return { kind: decided.every(isSame) ? 'refused-to-others' : 'taken' }
}
