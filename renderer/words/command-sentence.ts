import { z } from 'zod'
import { type CommandType, isCommandType } from '../../shared/commands/commands.ts'
import { BUILT_IN_ROLES } from '../../shared/permissions.ts'
import { VALIDITY_MS, validitySchema } from '../../shared/records/loan.ts'
import { RACE_ACTION_KINDS } from '../../shared/records/race-action.ts'
import { organisationIdSchema, timePlus, timeSchema } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import type { Say } from './say.tsx'

/** A command as the outbox and the cards keep it, without secrets. */
export interface CommandToTell {
  readonly type: string
  readonly args: Readonly<Record<string, unknown>>
  readonly givenAt: string
}

/** The box by the names that it had then, where it may be gone since. */
export interface BoxNames {
  readonly boxSerial?: string | undefined
}

const text = z.string().optional().catch(undefined)

/** Commands lie in a file and may come from another version: each argument is taken only where it is what it should be. */
const argsSchema = z.object({
  boxId: text,
  loanId: text,
  sessionId: text,
  eventId: text,
  raceId: text,
  checkpointId: text,
  checkpointIds: z.array(z.string()).catch([]),
  backup: z.boolean().catch(false),
  serial: text,
  alias: text,
  name: text,
  outOfService: z.boolean().optional().catch(undefined),
  validity: validitySchema.optional().catch(undefined),
  recipientId: organisationIdSchema.optional().catch(undefined),
  groupId: z.string().nullable().optional().catch(undefined),
  parentId: z.string().nullable().optional().catch(undefined),
  partnerId: organisationIdSchema.optional().catch(undefined),
  category: text,
  roleId: text,
  email: text,
  invitationId: text,
  memberId: text,
  installationId: text,
  adopts: text,
  kind: text,
  bib: text,
  at: timeSchema.optional().catch(undefined),
})

interface Telling {
  readonly say: Say
  readonly records: Records
  readonly args: z.output<typeof argsSchema>
  readonly givenAt: string
  readonly box: string
  /** False where `box` only says so: a ticket or slip is a secret, and what it names isn't told here. */
  readonly isNamed: boolean
}

/** What the command asks, in the words of the screens: `Lend CLBX30204 until Tue 10:00`. */
export function commandSentence(say: Say, records: Records, command: CommandToTell, names: BoxNames = {}): string {
  if (!isCommandType(command.type)) return say.t('command.unknown', { type: command.type })
  const args = argsSchema.parse(command.args)
  const isNamed = (names.boxSerial ?? serialOf(records, args)) !== undefined
  const box = names.boxSerial ?? serialOf(records, args) ?? say.t('command.aBox')
  return SENTENCES[command.type]({ say, records, args, givenAt: command.givenAt, box, isNamed })
}

const SENTENCES: { readonly [T in CommandType]: (telling: Telling) => string } = {
  registerBox: ({ say, box }) => say.t('command.registerBox', { box }),
  editBox: ({ say, box, args: { outOfService, alias } }) => {
    if (outOfService !== undefined) return say.t(outOfService ? 'command.editBoxOut' : 'command.editBoxIn', { box })
    return alias ? say.t('command.editBoxAlias', { box, alias }) : say.t('command.editBox', { box })
  },
  retireBox: ({ say, box }) => say.t('command.retireBox', { box }),
  createShareToken: ({ say, box, givenAt, args: { validity = '1d', recipientId } }) => {
    const end = say.time.short(timePlus(givenAt, VALIDITY_MS[validity]), say.now)
    const partner = recipientId && say.nameOf(recipientId)
    return partner
      ? say.t('command.createShareTokenTo', { box, partner, end })
      : say.t('command.createShareToken', { box, end })
  },
  extendShare: ({ say, box, isNamed, args: { validity } }) =>
    validity === undefined && !isNamed
      ? say.t('command.extendBySlip')
      : say.t('command.extendShare', { box, validity: say.t(`command.validity.${validity ?? '1d'}`) }),
  revokeShare: ({ say, box }) => say.t('command.revokeShare', { box }),
  acceptShareToken: ({ say, box, isNamed }) =>
    isNamed ? say.t('command.acceptBox', { box }) : say.t('command.acceptShareToken'),
  noteReceipt: ({ say }) => say.t('command.noteReceipt'),
  returnBox: ({ say, records, box, isNamed, args: { loanId } }) => {
    if (!isNamed) return say.t('command.returnBySlip')
    const loan = loanId === undefined ? undefined : records.get('loan', loanId)
    const partner = loan && say.nameOf(loan.ownerId)
    return partner ? say.t('command.returnBoxTo', { box, partner }) : say.t('command.returnBox', { box })
  },
  confirmReturn: ({ say, box }) => say.t('command.confirmReturn', { box }),
  createGroup: (telling) => {
    const group = telling.args.name ?? groupOf(telling)
    const parent = namedGroup(telling, telling.args.parentId)
    return parent === undefined
      ? telling.say.t('command.createGroup', { group })
      : telling.say.t('command.createGroupIn', { group, parent })
  },
  editGroup: (telling) => {
    const { say, args } = telling
    if (args.name !== undefined) return say.t('command.editGroupName', { group: groupOf(telling), name: args.name })
    return say.t('command.editGroup', { group: groupOf(telling) })
  },
  moveGroup: (telling) => {
    const group = groupOf(telling)
    const parent = namedGroup(telling, telling.args.parentId)
    if (parent !== undefined) return telling.say.t('command.moveGroupTo', { group, parent })
    return telling.say.t(telling.args.parentId === null ? 'command.moveGroupTop' : 'command.moveGroup', { group })
  },
  deleteGroup: (telling) => telling.say.t('command.deleteGroup', { group: groupOf(telling) }),
  moveBoxToGroup: (telling) => {
    const { say, box, args } = telling
    if (args.groupId === null) return say.t('command.moveBoxOut', { box })
    return say.t('command.moveBoxTo', { box, group: groupOf(telling) })
  },
  refreshSharingCode: ({ say }) => say.t('command.refreshSharingCode'),
  shareGroup: (telling) => {
    const { say, args } = telling
    const words = { group: groupOf(telling), role: roleOf(telling) }
    const partner = args.partnerId && say.nameOf(args.partnerId)
    return partner ? say.t('command.shareGroupWith', { ...words, partner }) : say.t('command.shareGroup', words)
  },
  changeGroupShareRole: (telling) =>
    telling.say.t('command.changeGroupShareRole', { group: groupOf(telling), role: roleOf(telling) }),
  stopGroupShare: stopShareSentence,
  createRole: (telling) => telling.say.t('command.createRole', { role: telling.args.name ?? roleOf(telling) }),
  editRole: (telling) => telling.say.t('command.editRole', { role: roleOf(telling) }),
  deleteRole: (telling) => telling.say.t('command.deleteRole', { role: roleOf(telling) }),
  inviteMember: (telling) => {
    const email = telling.args.email ?? telling.say.t('command.somebody')
    return telling.say.t('command.inviteMember', { email, role: roleOf(telling) })
  },
  withdrawInvitation: ({ say, records, args: { invitationId } }) => {
    const invitation = invitationId === undefined ? undefined : records.get('invitation', invitationId)
    return say.t('command.withdrawInvitation', { email: invitation?.email ?? say.t('command.somebody') })
  },
  changeMemberRole: (telling) =>
    telling.say.t('command.changeMemberRole', { member: memberOf(telling), role: roleOf(telling) }),
  removeMember: (telling) => telling.say.t('command.removeMember', { member: memberOf(telling) }),
  revokeInstallation: ({ say, records, args: { installationId } }) => {
    const laptop = installationId === undefined ? undefined : records.get('installation', installationId)
    return say.t('command.revokeInstallation', { laptop: laptop?.name ?? say.t('command.aLaptop') })
  },
  editOrganisation: ({ say }) => say.t('command.editOrganisation'),
  createEvent: (telling) => telling.say.t('command.createEvent', { event: telling.args.name ?? eventOf(telling) }),
  editEvent: (telling) => telling.say.t('command.editEvent', { event: telling.args.name ?? eventOf(telling) }),
  archiveEvent: (telling) => telling.say.t('command.archiveEvent', { event: eventOf(telling) }),
  createRace: (telling) =>
    telling.say.t('command.createRace', { race: telling.args.name ?? raceOf(telling), event: eventOf(telling) }),
  editRace: (telling) => telling.say.t('command.editRace', { race: telling.args.name ?? raceOf(telling) }),
  deleteRace: (telling) => telling.say.t('command.deleteRace', { race: raceOf(telling) }),
  createCheckpoint: (telling) =>
    telling.say.t('command.createCheckpoint', {
      checkpoint: telling.args.name ?? checkpointOf(telling),
      race: raceOf(telling),
    }),
  editCheckpoint: (telling) =>
    telling.say.t('command.editCheckpoint', { checkpoint: telling.args.name ?? checkpointOf(telling) }),
  deleteCheckpoint: (telling) => telling.say.t('command.deleteCheckpoint', { checkpoint: checkpointOf(telling) }),
  assignBox: (telling) => {
    const { say, records, box, args } = telling
    const event = eventOf(telling)
    const checkpoints = args.checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? []).join(', ')
    if (checkpoints === '') return say.t('command.assignBox', { box, event })
    return say.t(args.backup ? 'command.assignBoxBackup' : 'command.assignBoxMain', { box, event, checkpoints })
  },
  releaseBox: ({ say, box }) => say.t('command.releaseBox', { box }),
  startSession: ({ say, box }) => say.t('command.startSession', { box }),
  stopSession: ({ say, box }) => say.t('command.stopSession', { box }),
  adoptPassings: ({ say, box }) => say.t('command.adoptPassings', { box }),
  recordRaceAction: raceActionSentence,
}

function serialOf(records: Records, args: Telling['args']): string | undefined {
  const { boxId, loanId, serial } = args
  if (serial !== undefined) return serial
  if (boxId !== undefined) return records.get('box', boxId)?.serial ?? lentSerialOf(records, boxId)
  if (loanId !== undefined) return records.get('loan', loanId)?.boxSerial
  const sessionId = args.adopts ?? args.sessionId
  return sessionId === undefined ? undefined : records.get('session', sessionId)?.boxSerial
}

/** A borrowed box is gone when its loan is over; the loan stays. */
function lentSerialOf(records: Records, boxId: string): string | undefined {
  return records.where('loan', 'boxId', boxId)[0]?.boxSerial
}

function eventOf({ say, records, args: { eventId } }: Telling): string {
  return (eventId && records.get('event', eventId)?.name) ?? say.t('command.anEvent')
}

function raceOf({ say, records, args: { raceId } }: Telling): string {
  return (raceId && records.get('race', raceId)?.name) ?? say.t('command.aRace')
}

function checkpointOf({ say, records, args: { checkpointId } }: Telling): string {
  return (checkpointId && records.get('checkpoint', checkpointId)?.name) ?? say.t('command.aCheckpoint')
}

/** R4: `Record DNF for bib 112 in 21 km`. Other clients may have kinds of their own. */
function raceActionSentence(telling: Telling): string {
  const { say, args } = telling
  const kind = RACE_ACTION_KINDS.find((known) => known === args.kind)
  const words = { race: raceOf(telling), kind: args.kind ?? '' }
  if (kind === 'START') return say.t('command.raceAction.START', words)
  if (kind === 'CROSS_OUT' || words.kind === '') return say.t('command.raceAction.CROSS_OUT', words)
  if (kind === 'TIME' && args.at !== undefined) {
    const time = { ...words, clock: say.time.clock(args.at) }
    return args.bib === undefined
      ? say.t('command.raceAction.TIME', time)
      : say.t('command.raceAction.TIME_bib', { ...time, bib: args.bib })
  }
  const what = kind === 'PENALTY' || kind === 'NOTE' ? say.t(`command.raceAction.${kind}`) : words.kind
  return args.bib === undefined
    ? say.t('command.raceAction.other', { ...words, what })
    : say.t('command.raceAction.other_bib', { ...words, what, bib: args.bib })
}

/** The holder stops a share, the receiver leaves it (G8); whose it was isn't known any more when the group is gone. */
function stopShareSentence(telling: Telling): string {
  const { say, records, args } = telling
  const group = args.groupId ? records.get('group', args.groupId) : undefined
  if (group === undefined) return say.t('command.endShare')
  const isOurs = records.get('organisation', group.ownerId) !== undefined
  return say.t(isOurs ? 'command.stopGroupShare' : 'command.leaveGroup', { group: group.name })
}

function groupOf(telling: Telling): string {
  return namedGroup(telling, telling.args.groupId) ?? telling.say.t('command.aGroup')
}

function namedGroup({ records }: Telling, id: string | null | undefined): string | undefined {
  return id ? records.get('group', id)?.name : undefined
}

function roleOf({ say, records, args: { roleId } }: Telling): string {
  const builtIn = BUILT_IN_ROLES.find((role) => role.id === roleId)
  return builtIn?.name ?? (roleId && records.get('role', roleId)?.name) ?? say.t('command.aRole')
}

function memberOf({ say, records, args: { memberId } }: Telling): string {
  return (memberId && records.get('member', memberId)?.name) ?? say.t('command.aMember')
}
