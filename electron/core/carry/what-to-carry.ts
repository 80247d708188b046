import { readLoanSlip } from '../../../shared/tickets/forms.ts'
import { openSigned, type Trust } from '../../../shared/tickets/signed.ts'
import type { Desk } from '../desk.ts'
import type { OutboxCommand } from '../store/outbox.ts'
import { type CarriedAbout, carriedAbout } from './carried-kinds.ts'

export interface ToCarry {
  /** In the order in which they were given. */
  readonly commands: readonly OutboxCommand[]
  readonly about: { readonly [A in CarriedAbout]: number }
  readonly staying: number
}

/**
 * What this laptop has given and the cloud hasn't confirmed, and a colleague's can go on with. What comes after a run on the
 * same box that the cloud hasn't heard of stays: sent by another laptop it would come before that run, and the run would
 * never end, or never have had the box.
 */
export function whatToCarry(desk: Desk, trust: Trust, most: { commands: number; characters: number }): ToCarry {
  const staying = new Set<string>()
  const onRun = new Set<string>()
  const commands: OutboxCommand[] = []
  const about = { events: 0, boxes: 0, loans: 0 }
  let stayingHere = 0
  let characters = 0
  for (const command of desk.outbox) {
    const kind = carriedAbout(command)
    characters += kind === undefined ? 0 : Math.ceil(((Buffer.byteLength(JSON.stringify(command)) + 100) * 4) / 3)
    const isFull = commands.length >= most.commands || characters > most.characters
    const stands = command.dependsOn.some((id) => staying.has(id))
    if (kind !== undefined && !isFull && !stands && !namedBy(desk, trust, command).some((id) => onRun.has(id))) {
      commands.push(command)
      about[kind] += 1
    } else if (command.state === 'waiting') {
      staying.add(command.id)
      stayingHere += kind === undefined ? 0 : 1
      for (const id of runsOn(desk, command)) onRun.add(id)
    }
  }
  return { commands, about, staying: stayingHere }
}

/** The box of a run that is begun, its loans, and its event. */
function runsOn({ records }: Desk, { type, args }: OutboxCommand): readonly string[] {
  if (type !== 'startSession' && type !== 'adoptPassings') return []
  const session = records.get('session', String(args['adopts'] ?? args['sessionId']))
  const boxId = session?.boxId ?? args['boxId']
  const loans = records.where('loan', 'boxId', String(boxId)).map(({ id }) => id)
  return [boxId, session?.eventId ?? args['eventId'], ...loans].filter((id) => typeof id === 'string')
}

/** What a command moves or ends. Of an event only its end: to change it otherwise does nothing to its runs. */
function namedBy({ records }: Desk, trust: Trust, { type, args }: OutboxCommand): readonly string[] {
  if (type === 'archiveEvent') return [String(args['eventId'])]
  const { boxId, loanId, slip } = args
  if (type === 'returnBox' && typeof slip === 'string') {
    const opened = openSigned(slip, 'return-slip', readLoanSlip, trust)
    return typeof opened === 'string' ? [] : opened.payload.loanIds
  }
  const ofLoan = typeof loanId === 'string' ? records.get('loan', loanId)?.boxId : undefined
  return [boxId, loanId, ofLoan].filter((id) => typeof id === 'string')
}
