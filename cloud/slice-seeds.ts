import { readCode } from '../shared/codes.ts'
import { commandDefinitions, isCommandType } from '../shared/commands/commands.ts'
import type { GivenCommand } from '../shared/decide.ts'
import type { OrganisationId } from '../shared/records/scalars.ts'
import { readShareToken, shareTokenHashInput } from '../shared/share-token.ts'
import type { Trust } from '../shared/tickets/signed.ts'
import type { Seeds } from './db/seeds.ts'
import { sha256Hex } from './secrets.ts'
import { signedSeedsOf } from './signed-seeds.ts'

export interface CommandSeeds extends Seeds {
  /** What the command may end: locked before everything else. */
  readonly endedInstallationIds: readonly string[]
  readonly endedMemberIds: readonly string[]
}

const NOTHING: CommandSeeds = { endedInstallationIds: [], endedMemberIds: [] }

/** They reach all that hangs on an event. */
const OF_WHOLE_EVENTS: ReadonlySet<string> = new Set(['archiveEvent', 'deleteRace', 'deleteCheckpoint'])
/** L6 */
const COUNTED: ReadonlySet<string> = new Set(['registerBox', 'acceptShareToken'])

/** What a receiver sees of all that is below may change. */
const OF_TREES: ReadonlySet<string> = new Set([
  ...['moveGroup', 'deleteGroup', 'shareGroup', 'changeGroupShareRole', 'stopGroupShare'],
])
const OF_SHARES_IN_ROLES: ReadonlySet<string> = new Set(['editRole', 'deleteRole'])
const OF_PEOPLE: ReadonlySet<string> = new Set([
  ...['createRole', 'editRole', 'deleteRole', 'inviteMember', 'withdrawInvitation'],
  ...['changeMemberRole', 'removeMember', 'revokeInstallation'],
])

/** What a command names, by the names of its arguments. Nothing where they aren't valid: it will be refused. */
export function seedsOf(command: GivenCommand, trust: Trust): CommandSeeds {
  if (!isCommandType(command.type)) return NOTHING
  const parsed = commandDefinitions[command.type].args.safeParse(command.args)
  if (!parsed.success) return NOTHING
  const named = (name: string): readonly string[] => {
    const value: unknown = Reflect.get(parsed.data, name)
    if (Array.isArray(value)) return value.map(String)
    return typeof value === 'string' ? [value] : []
  }
  const tokens = named('token').flatMap((typed) => readShareToken(typed) ?? [])
  const codes = named('sharingCode').map(readCode)
  const [text] = [...named('ticket'), ...named('slip')]
  const signed = text === undefined ? undefined : signedSeedsOf(command.type, text, trust)
  return {
    boxIds: [...named('boxId'), ...(signed?.boxIds ?? [])],
    loanIds: [...named('loanId'), ...(signed?.loanIds ?? [])],
    signer: signed?.signer,
    tokenHashes: [...named('tokenHash'), ...tokens.map((token) => sha256Hex(shareTokenHashInput(token)))],
    eventIds: named('eventId'),
    raceIds: named('raceId'),
    checkpointIds: [...named('checkpointId'), ...named('checkpointIds')],
    sessionIds: [...named('sessionId'), ...named('adopts')],
    raceActionIds: [...named('actionId'), ...named('withdraws')],
    dealings: command.type === 'startSession',
    organisationIds: [
      ...(named('recipientId') as readonly OrganisationId[]),
      ...(signed ? [signed.signer.organisationId] : []),
    ],
    serials: named('serial'),
    wholeEvents: OF_WHOLE_EVENTS.has(command.type),
    allowance: COUNTED.has(command.type),
    goingOn: command.type === 'extendShare',
    groupIds: [...named('groupId'), ...named('parentId')],
    treeIds: OF_TREES.has(command.type) ? named('groupId') : [],
    roleIds: named('roleId'),
    sharesInRoles: OF_SHARES_IN_ROLES.has(command.type),
    invitationIds: named('invitationId'),
    invitationHashes: named('codeHash'),
    people: OF_PEOPLE.has(command.type),
    sharingCodes: codes.flatMap((read) => (read?.kind === 'sharing-code' ? [read.code] : [])),
    partnerIds: named('partnerId'),
    contact: command.type === 'editOrganisation',
    endedInstallationIds: named('installationId'),
    endedMemberIds: command.type === 'removeMember' ? named('memberId') : [],
  }
}
