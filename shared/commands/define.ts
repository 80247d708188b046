import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Permission } from '../permissions.ts'
import type { CommandId, LoanId } from '../records/scalars.ts'
import { type Refusal, type RefusalCode, type RefusalDetails, refusal } from '../refusals.ts'
import type { Origin } from '../rules/history.ts'
import type { Draft } from '../state.ts'
import type { Trust } from '../tickets/signed.ts'

export interface Circumstances {
  /** When it was given (trusted time), never after `now`. */
  readonly at: string
  /** When it is decided. Rights and ends count now (sync.md). */
  readonly now: string
  /** Given without a connection. */
  readonly offline: boolean
  /** The records are a desktop's: what isn't there may exist elsewhere. */
  readonly partial: boolean
  readonly sha256Hex: (text: string) => string
  /** How what is signed is checked here (tickets.md). */
  readonly signed: SignedCheck
  /** G4: only the cloud makes sharing codes; a desktop waits for the new one. */
  readonly newSharingCode?: () => string
}

/** What tickets and slips are held against, beside the records. */
export interface SignedCheck {
  readonly trust: Trust
  /** The wall clock is behind trusted time by more than 2 minutes: taking a ticket has to wait. */
  readonly isClockBehind: boolean
  /** When a loan ended early, by the cloud's signed list: a laptop may know no more of it. */
  readonly endedAt: (loanId: LoanId) => string | undefined
}

export interface Turn extends Circumstances {
  /** Read from it, write to it; it is thrown away where the verdict isn't `accepted`. */
  readonly draft: Draft
  readonly actor: Actor
  readonly commandId: CommandId
}

export type Accepted = { readonly kind: 'accepted'; readonly details?: RefusalDetails }
export type Refused = { readonly kind: 'refused' } & Refusal
export type Verdict = Accepted | Refused | { readonly kind: 'waiting'; readonly waitingFor: 'token' | 'sharing-code' }

export interface CommandDefinition<Args, Input = unknown> {
  /** O4. What one side may do by hand, the other may send on by slip: then it hangs on the arguments. */
  readonly permission: Permission | ((args: Args) => Permission)
  readonly args: z.ZodType<Args, Input>
  readonly decide: (turn: Turn, args: Args) => Verdict
  /** What is written although it was refused, for whatever reason. */
  readonly kept?: (turn: Turn, args: Args) => void
}

/** Ties a decide function to its arguments' schema. */
export function defineCommand<Args, Input>(definition: CommandDefinition<Args, Input>): CommandDefinition<Args, Input> {
  return definition
}

export function accept(details?: RefusalDetails): Accepted {
  return details === undefined ? { kind: 'accepted' } : { kind: 'accepted', details }
}

export function refuse(code: RefusalCode, details?: RefusalDetails): Refused {
  return { kind: 'refused', ...refusal(code, details) }
}

/** An id that the caller made is in use already. */
export function refuseTaken(field: string): Refused {
  return refuse('COMMAND_INVALID', { fields: [{ field, problem: 'taken' }] })
}

/** `record` with the given fields put in: undefined leaves a field as it is, null takes it away. */
export function edited<R extends object>(record: R, fields: { readonly [F in keyof R]?: R[F] | null | undefined }): R {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const removed = new Set(given.filter(([, value]) => value === null).map(([field]) => field))
  const kept = Object.entries({ ...record, ...Object.fromEntries(given) }).filter(([field]) => !removed.has(field))
  return Object.fromEntries(kept) as R
}

/** Who made the step that a command is. */
export function originOf(turn: Turn): Origin {
  return { source: turn.commandId, actor: turn.actor, offline: turn.offline }
}
