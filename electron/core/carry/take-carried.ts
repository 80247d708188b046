import { commandDefinitions, isCommandType } from '../../../shared/commands/commands.ts'
import type { CommandDefinition } from '../../../shared/commands/define.ts'
import { acceptedDetailsSchema } from '../../../shared/commands/loans.ts'
import type { Decision } from '../../../shared/decide.ts'
import type { CallResult } from '../../../shared/desktop-api.ts'
import type { RefusalCard } from '../../../shared/desktop-cards.ts'
import type { Permission } from '../../../shared/permissions.ts'
import { type Refusal, refusal } from '../../../shared/refusals.ts'
import type { Records } from '../../../shared/state.ts'
import type { Certificate } from '../../../shared/tickets/forms.ts'
import type { Desk } from '../desk.ts'
import { permissionsOf } from '../identity/identity.ts'
import { shownArgs } from '../shown-command.ts'
import type { OutboxCommand } from '../store/outbox.ts'
import type { KeptTrust } from '../tickets/kept-trust.ts'
import { carriedAbout } from './carried-kinds.ts'
import { type CarriedCommand, invalid, openCarryFile } from './carry-file.ts'

type Received = CallResult<'receive'>

/** So many of those that weren't taken are told one by one. */
const MOST_TOLD = 20

/** With the code of a card, which may be one that this program doesn't know. */
type Why = Pick<RefusalCard, 'code' | 'details'>

interface Judged {
  readonly command: OutboxCommand
  readonly fate: 'known' | { readonly taken: Extract<Decision, { kind: 'accepted' }> } | { readonly refused: Why }
}

/** F8: takes what a colleague's laptop has given, under the same ids. Once more, it takes nothing. */
export function takeCarried(
  { desk, trust }: { readonly desk: Desk; readonly trust: KeptTrust },
  text: string,
): Received {
  desk.tick()
  const now = desk.clock.now()
  const opened = openCarryFile(text, trust.trust, now)
  if ('code' in opened) return { status: 'refused', ...opened }
  const { file, certificate } = opened
  if (certificate.organisationId !== desk.actor.organisationId)
    return { status: 'refused', ...invalid('file-of-others') }
  if (isGone(desk.records, certificate)) return { status: 'refused', ...invalid('file-laptop-gone') }
  const judged = judge(desk, certificate, file.commands, now)
  const taken = judged.flatMap(({ command, fate }) =>
    fate !== 'known' && 'taken' in fate ? [{ command, decision: fate.taken }] : [],
  )
  if (taken.length > 0) {
    desk.takeOver(
      taken.map(({ command }) => command),
      () => {
        for (const { command, decision } of taken) noteLoans(desk, command, decision)
        desk.store.local.set('clock', desk.clock.keep())
      },
    )
  }
  const notTaken = judged.flatMap(({ command, fate }) =>
    fate !== 'known' && 'refused' in fate ? [told(command, fate.refused)] : [],
  )
  return {
    status: 'carried',
    ...{ laptop: file.laptop, member: file.member, at: file.at },
    taken: taken.length,
    known: judged.filter(({ fate }) => fate === 'known').length,
    refused: notTaken.length,
    notTaken: notTaken.slice(0, MOST_TOLD),
  }
}

/** Each command on top of those before it; what stands on one that isn't taken isn't, either. */
function judge(
  desk: Desk,
  certificate: Certificate,
  commands: readonly CarriedCommand[],
  now: string,
): readonly Judged[] {
  const decideNext = desk.replica.trial(now, false)
  const rights = signersRights(desk.records, certificate)
  const seen = new Set<string>()
  const fallen = new Set<string>()
  function fateOf(command: OutboxCommand): Judged['fate'] {
    if (seen.has(command.id) || desk.store.outbox.has(command.id)) return 'known'
    const dependsOn = command.dependsOn.filter((id) => fallen.has(id))
    if (dependsOn.length > 0) return { refused: refusal('DEPENDS_ON_REFUSED', { dependsOn }) }
    const why = whyNotTo(rights, command) ?? refusedBefore(desk, command)
    if (why !== undefined) return { refused: why }
    const decision = decideNext(command)
    if (decision.kind === 'waiting') return { refused: refusal('COMMAND_INVALID') }
    if (decision.kind === 'refused') return isAsWanted(command, decision) ? 'known' : { refused: decision }
    return decision.changes.length === 0 ? 'known' : { taken: decision }
  }
  return commands.map((carried) => {
    const command = outboxCommand(carried, certificate)
    const fate = fateOf(command)
    seen.add(command.id)
    if (fate !== 'known' && 'refused' in fate) fallen.add(command.id)
    return { command, fate }
  })
}

function outboxCommand({ from, ...carried }: CarriedCommand, { installationId }: Certificate): OutboxCommand {
  const carriedFrom = from ?? installationId
  return { ...carried, firstGivenAt: carried.givenAt, carriedFrom, wasSent: false, state: 'waiting' }
}

/** As far as this laptop has heard: the member was removed, or the laptop taken back. */
function isGone(records: Records, { memberId, installationId }: Certificate): boolean {
  const installation = records.get('installation', installationId)
  if (installation?.revokedAt !== undefined) return true
  // Who joined a short while ago isn't known here yet, nor is the laptop.
  return installation !== undefined && records.get('member', memberId) === undefined
}

type Rights = (permission: Permission) => boolean

/** What the member whose laptop signed may do; where this laptop doesn't know the member, what the certificate says of lending. */
function signersRights(records: Records, { memberId, mayLend }: Certificate): Rights {
  const member = records.get('member', memberId)
  const [organisation] = records.all('organisation')
  if (member === undefined || organisation === undefined) return (permission) => permission !== 'share.lend' || mayLend
  const permissions = new Set(permissionsOf(records, { member, organisation }))
  return (permission) => permissions.has(permission)
}

/** O4: nobody does by another's hand what he may not do himself. */
function whyNotTo(rights: Rights, command: OutboxCommand): Refusal | undefined {
  if (!isCommandType(command.type) || carriedAbout(command) === undefined) return refusal('COMMAND_UNKNOWN')
  const definition = commandDefinitions[command.type] as CommandDefinition<unknown>
  const args = definition.args.safeParse(command.args)
  if (!args.success) return refusal('COMMAND_INVALID')
  const { permission } = definition
  const needed = typeof permission === 'function' ? permission(args.data) : permission
  return rights(needed) ? undefined : refusal('FORBIDDEN', { permission: needed, bySigner: true })
}

/** The cloud refused it to this member already, and a card told so. */
function refusedBefore({ store }: Desk, { id }: OutboxCommand): Why | undefined {
  const card = store.cards.find(id)?.card
  return card?.kind === 'refusal' ? card : undefined
}

/** What the feed has brought here already looks as if it couldn't be done: it is as was wanted. */
function isAsWanted({ type }: OutboxCommand, { code, details }: Extract<Decision, { kind: 'refused' }>): boolean {
  switch (code) {
    case 'COMMAND_INVALID':
      return JSON.stringify(details?.['fields'] ?? '').includes('"problem":"taken"')
    case 'LOAN_ENDED':
      return (
        (type === 'returnBox' && details?.['endReason'] === 'returned') ||
        (type === 'revokeShare' && details?.['endReason'] === 'revoked')
      )
    case 'BOX_NOT_ASSIGNED':
      return type === 'releaseBox'
    case 'NOT_FOUND':
      return type === 'deleteRace' || type === 'deleteCheckpoint'
    default:
      return false
  }
}

/** As where a ticket is taken here: scanned again, it is known as ours. */
function noteLoans(
  { store }: Desk,
  { id, args, givenAt }: OutboxCommand,
  { details }: Extract<Decision, { kind: 'accepted' }>,
): void {
  if (args['ticket'] === undefined) return
  store.tickets.take(acceptedDetailsSchema.parse(details).loanIds, id, givenAt)
}

function told({ type, args, givenAt }: OutboxCommand, { code, details }: Why) {
  return { command: { type, args: shownArgs(args), givenAt }, code, ...(details === undefined ? {} : { details }) }
}
