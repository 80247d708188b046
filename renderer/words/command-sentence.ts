import { z } from 'zod'
import { type CommandType, isCommandType } from '../../shared/commands/commands.ts'
import { VALIDITY_MS, validitySchema } from '../../shared/records/loan.ts'
import { organisationIdSchema, timePlus } from '../../shared/records/scalars.ts'
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
})

interface Telling {
  readonly say: Say
  readonly records: Records
  readonly args: z.output<typeof argsSchema>
  readonly givenAt: string
  readonly box: string
}

/** What the command asks, in the words of the screens: `Lend CLBX30204 until Tue 10:00`. */
export function commandSentence(say: Say, records: Records, command: CommandToTell, names: BoxNames = {}): string {
  if (!isCommandType(command.type)) return say.t('command.unknown', { type: command.type })
  const args = argsSchema.parse(command.args)
  const box = names.boxSerial ?? serialOf(records, args) ?? say.t('command.aBox')
  return SENTENCES[command.type]({ say, records, args, givenAt: command.givenAt, box })
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
  extendShare: ({ say, box, args: { validity = '1d' } }) =>
    say.t('command.extendShare', { box, validity: say.t(`command.validity.${validity}`) }),
  revokeShare: ({ say, box }) => say.t('command.revokeShare', { box }),
  acceptShareToken: ({ say }) => say.t('command.acceptShareToken'),
  returnBox: ({ say, records, box, args: { loanId } }) => {
    const loan = loanId === undefined ? undefined : records.get('loan', loanId)
    const partner = loan && say.nameOf(loan.ownerId)
    return partner ? say.t('command.returnBoxTo', { box, partner }) : say.t('command.returnBox', { box })
  },
  confirmReturn: ({ say, box }) => say.t('command.confirmReturn', { box }),
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
}

function serialOf(records: Records, { boxId, loanId, sessionId, serial }: Telling['args']): string | undefined {
  if (serial !== undefined) return serial
  if (boxId !== undefined) return records.get('box', boxId)?.serial ?? lentSerialOf(records, boxId)
  if (loanId !== undefined) return records.get('loan', loanId)?.boxSerial
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
