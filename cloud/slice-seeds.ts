import { commandDefinitions, isCommandType } from '../shared/commands/commands.ts'
import type { GivenCommand } from '../shared/decide.ts'
import { readShareToken, shareTokenHashInput } from '../shared/share-token.ts'
import type { Seeds } from './db/slice.ts'
import { sha256Hex } from './secrets.ts'

/** They reach all that hangs on an event. */
const OF_WHOLE_EVENTS: ReadonlySet<string> = new Set(['archiveEvent', 'deleteRace', 'deleteCheckpoint'])
/** L6 */
const COUNTED: ReadonlySet<string> = new Set(['registerBox', 'acceptShareToken'])

/** What a command names, by the names of its arguments. Nothing where they aren't valid: it will be refused. */
export function seedsOf(command: GivenCommand): Seeds {
  if (!isCommandType(command.type)) return {}
  const parsed = commandDefinitions[command.type].args.safeParse(command.args)
  if (!parsed.success) return {}
  const named = (name: string): readonly string[] => {
    const value: unknown = Reflect.get(parsed.data, name)
    if (Array.isArray(value)) return value.map(String)
    return typeof value === 'string' ? [value] : []
  }
  const tokens = named('token').flatMap((typed) => readShareToken(typed) ?? [])
  return {
    boxIds: named('boxId'),
    loanIds: named('loanId'),
    tokenHashes: [...named('tokenHash'), ...tokens.map((token) => sha256Hex(shareTokenHashInput(token)))],
    eventIds: named('eventId'),
    raceIds: named('raceId'),
    checkpointIds: [...named('checkpointId'), ...named('checkpointIds')],
    sessionIds: named('sessionId'),
    organisationIds: named('recipientId'),
    serials: named('serial'),
    wholeEvents: OF_WHOLE_EVENTS.has(command.type),
    allowance: COUNTED.has(command.type),
  }
}
