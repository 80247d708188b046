import type { Actor } from '../shared/actor.ts'
import type { Outcome } from '../shared/cloud-api.ts'
import type { SentCommand } from '../shared/command.ts'
import { type Decision, decide, keptThoughRefused } from '../shared/decide.ts'
import { type InstallationId, timePlus } from '../shared/records/scalars.ts'
import { type RefusalCode, type RefusalDetails, refusal } from '../shared/refusals.ts'
import type { Trust } from '../shared/tickets/signed.ts'
import { applyChanges } from './apply.ts'
import type { Caller } from './caller.ts'
import type { Cloud } from './cloud.ts'
import { assertUsable } from './contact.ts'
import { contentHash } from './content-hash.ts'
import { commandInsert, type DecidedCommand, refusedAmong, storedCommands } from './db/commands.ts'
import type { Numbers } from './db/feed.ts'
import { findInstallation, type InstallationRow, lockInstallations, progressUpdate } from './db/installations.ts'
import { findMember } from './db/members.ts'
import type { MemberRow, Tx } from './db/tables.ts'
import { carryOut, type Write } from './db/writes.ts'
import { ApiError } from './errors.ts'
import { type Known, knownOf } from './known-command.ts'
import { type Locked, transactLocked } from './locking.ts'
import { REFUSAL_MESSAGES } from './messages.ts'
import { permissionsOf } from './roles.ts'
import { circumstancesAt, NO_TRUST, trustOf } from './signed.ts'
import { carriesSigned } from './signed-seeds.ts'
import { seedsOf } from './slice-seeds.ts'

export interface ReceivedCommand extends SentCommand {
  /** What is wrong with its form: it is refused and stored like any other. */
  readonly unreadable?: RefusalDetails
}

export interface Committed {
  /** The exact text of the outcome: the same for ever. */
  readonly outcome: string
  /** Why it was refused just now; undefined also where the outcome was known before. */
  readonly code?: RefusalCode
}

/** Decides one command, in one transaction, or finds what was decided before. */
export async function commitCommand(
  cloud: Cloud,
  caller: Caller,
  installationId: InstallationId,
  command: ReceivedCommand,
): Promise<Committed> {
  return await transactLocked(cloud, caller.organisationId, async (trx, lockAndLoad) => {
    const trust = carriesSigned(command) ? await trustOf(cloud, trx) : NO_TRUST
    const seeds = seedsOf(command, trust)
    // All of it is asked at once, in this order: what is read is true under the locks before it.
    const [installation, known, locked, member] = await Promise.all([
      lockInstallations(trx, installationId, {
        organisationId: caller.organisationId,
        ids: seeds.endedInstallationIds,
        memberIds: seeds.endedMemberIds,
      }),
      knownOf(trx, caller, command),
      lockAndLoad(seeds),
      findMember(trx, caller.memberId),
    ])
    if (installation === undefined) throw new ApiError('NOT_FOUND')
    await assertUsable(trx, installation, caller)
    if (command.seq <= installation.lastSeq) return await findOutcome(trx, installationId, command)
    if (command.seq > installation.lastSeq + 1) throw seqExpected(installation)
    const turn = { trx, cloud, caller, installation, member, command, trust }
    if (known.kind === 'decided') return await storeAgain(turn, known.command)
    return await decideAnew(turn, locked, known)
  })
}

interface Turn {
  readonly trx: Tx
  readonly cloud: Cloud
  readonly caller: Caller
  readonly installation: InstallationRow
  readonly member: MemberRow
  readonly command: ReceivedCommand
  readonly trust: Trust
}

async function decideAnew(turn: Turn, locked: Locked, known: Known): Promise<Committed> {
  const { trx, cloud, caller, command, trust } = turn
  const idTaken = known.kind === 'taken'
  if (known.kind === 'refused-to-others') {
    // Others may have brought it meanwhile: no constraint tells, as its place is the first refusal's.
    const nowKnown = await knownOf(trx, caller, command)
    if (nowKnown.kind === 'decided') return await storeAgain(turn, nowKnown.command)
  }
  const { now } = locked
  const { at, offline } = whenGiven(cloud, await givenBefore(turn), command, now)
  const actor = await actorOf(turn)
  const circumstances = { ...circumstancesAt(now, trust), at, offline }
  const invalid = idTaken ? { fields: [{ field: 'id', problem: 'taken' }] } : command.unreadable
  const decision: Decision = invalid
    ? { kind: 'refused', ...refusal('COMMAND_INVALID', invalid) }
    : ((await fallenWith(trx, caller, command)) ?? decide(locked.records, actor, command, circumstances))
  if (decision.kind === 'waiting') throw new Error('the cloud knows everything, and waits for nothing')
  const kept = () => (invalid === undefined ? keptThoughRefused(locked.records, actor, command, circumstances) : [])
  const changes = decision.kind === 'accepted' ? decision.changes : kept()
  let outcome = ''
  const decided = (numbers: Numbers): readonly Write[] => {
    outcome = JSON.stringify(outcomeOf(command, decision, numbers.get(actor.organisationId) ?? 0))
    return decidedWrites(turn, { outcome, status: decision.kind, repeated: known.kind !== 'new', now, at })
  }
  const alongside = { locked: locked.numbers, writes: decided }
  await applyChanges(trx, locked.records, changes, { now, actor }, alongside)
  return decision.kind === 'refused' ? { outcome, code: decision.code } : { outcome }
}

/** The outcome of old, which uses up the new number: nothing is done twice. */
async function storeAgain(turn: Turn, { outcome, status, decidedAt }: DecidedCommand): Promise<Committed> {
  const text = JSON.stringify({ ...(JSON.parse(outcome) as Outcome), seq: turn.command.seq })
  await carryOut(turn.trx, decidedWrites(turn, { outcome: text, status, repeated: true, now: decidedAt }))
  return { outcome: text }
}

/** What was decided on this number before; other content under it means that a copy of the installation is at work. */
async function findOutcome(trx: Tx, installationId: InstallationId, command: SentCommand): Promise<Committed> {
  const [stored] = await storedCommands(trx, installationId, command.seq, command.seq)
  if (stored?.contentHash !== contentHash(command)) throw new ApiError('INSTALLATION_REPLAYED')
  return { outcome: stored.outcome }
}

function decidedWrites(
  turn: Turn,
  decided: {
    readonly outcome: string
    readonly status: 'accepted' | 'refused'
    readonly repeated: boolean
    readonly now: string
    readonly at?: string
  },
): readonly Write[] {
  const { cloud, caller, installation, command } = turn
  const { outcome, status, repeated, now, at } = decided
  const inserted = commandInsert({
    installationId: installation.id,
    seq: command.seq,
    id: command.id,
    memberId: caller.memberId,
    contentHash: contentHash(command),
    status,
    outcome,
    decidedAt: now,
    repeated,
  })
  // Another laptop's times say nothing of this one's.
  const lastGivenAt = command.carriedFrom === undefined ? (at ?? installation.lastGivenAt) : installation.lastGivenAt
  const lastSeenAt = cloud.clock.now()
  return [inserted, progressUpdate(installation.id, { lastSeq: command.seq, lastGivenAt, lastSeenAt })]
}

async function fallenWith(trx: Tx, caller: Caller, command: SentCommand): Promise<Decision | undefined> {
  const refused = await refusedAmong(trx, caller, command.dependsOn ?? [])
  return refused.length === 0
    ? undefined
    : { kind: 'refused', ...refusal('DEPENDS_ON_REFUSED', { dependsOn: [...refused] }) }
}

/** O4: the rights that count are those of now. */
async function actorOf({ trx, member, installation }: Turn): Promise<Actor> {
  if (member.removedAt !== null) throw new ApiError('MEMBER_REMOVED')
  return {
    organisationId: member.organisationId,
    memberId: member.id,
    memberName: member.name,
    permissions: new Set(await permissionsOf(trx, member)),
    installationId: installation.id,
    installationName: installation.name,
  }
}

/** When the last command before this one was given: on this laptop, or on the one where this one was given, too. */
async function givenBefore({ trx, caller, installation, command }: Turn): Promise<string | null> {
  const { carriedFrom } = command
  const origin = carriedFrom === undefined ? undefined : await findInstallation(trx, carriedFrom)
  return (origin?.organisationId === caller.organisationId ? origin : installation).lastGivenAt
}

/** The time given counts, but not before the installation's previous command, nor too long ago, nor after now (F6). */
function whenGiven(cloud: Cloud, givenBefore: string | null, command: SentCommand, now: string) {
  const givenAt = command.givenAt ?? now
  const earliest = [givenBefore ?? '', timePlus(now, -cloud.config.oldestGivenMs), givenAt]
  const latest = earliest.toSorted().at(-1) ?? now
  const at = latest > now ? now : latest
  return { at, offline: Date.parse(now) - Date.parse(givenAt) > cloud.config.offlineAfterMs }
}

function outcomeOf(command: SentCommand, decision: Exclude<Decision, { kind: 'waiting' }>, at: number): Outcome {
  const { seq, id } = command
  const details = decision.details === undefined ? {} : { details: decision.details }
  if (decision.kind === 'accepted') return { seq, id, status: 'accepted', at, ...details }
  return { seq, id, status: 'refused', at, code: decision.code, message: REFUSAL_MESSAGES[decision.code], ...details }
}

export function seqExpected(installation: Pick<InstallationRow, 'lastSeq'>): ApiError {
  return new ApiError('SEQ_EXPECTED', { expectedSeq: installation.lastSeq + 1 })
}
