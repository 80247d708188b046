import type { Box } from '../records/box.ts'
import type { Loan } from '../records/loan.ts'
import type { LoanId, OrganisationId } from '../records/scalars.ts'
import { addHistory } from '../rules/history.ts'
import { releaseAssignment, runningSessionsOn, stopSession } from '../rules/race-use.ts'
import { findRole } from '../rules/roles.ts'
import { viewOf } from '../rules/visibility.ts'
import type { Certificate } from '../tickets/forms.ts'
import { partnerOf } from '../tickets/partner-of.ts'
import { originOf, type Refused, refuse, type Turn } from './define.ts'

/** L5, from `TOKEN_NOT_FOR_YOU` on: why the actor can't take this loan. Whom it went to isn't told (O7). */
export function whyNotOpenTo(turn: Turn, loan: Loan): Refused | undefined {
  const me = turn.actor.organisationId
  if (loan.addressedToId !== undefined && loan.addressedToId !== me) return refuse('TOKEN_NOT_FOR_YOU')
  if (loan.acceptedAt !== undefined) return refuse('TOKEN_USED', { byYou: loan.recipientId === me })
  if (loan.endReason === 'revoked') return refuse('TOKEN_REVOKED')
  if (loan.endedAt !== undefined) return refuse('TOKEN_EXPIRED', { endedAt: loan.endedAt })
  return undefined
}

export function visibleLoan(turn: Turn, loanId: LoanId): Loan | Refused {
  const loan = turn.draft.get('loan', loanId)
  const visible = loan && viewOf(turn.draft, 'loan', loan, turn.actor.organisationId)
  return loan && visible ? loan : refuse('NOT_FOUND', { loanId })
}

export function ownLoan(turn: Turn, loanId: LoanId): Loan | Refused {
  const loan = visibleLoan(turn, loanId)
  if ('code' in loan || loan.ownerId === turn.actor.organisationId) return loan
  return refuse('NOT_OWNER', { serial: loan.boxSerial })
}

export function endOf(loan: Loan) {
  return {
    serial: loan.boxSerial,
    ...(loan.endedAt === undefined ? {} : { endedAt: loan.endedAt }),
    ...(loan.endReason === undefined ? {} : { endReason: loan.endReason }),
  }
}

/** Whether who signed may lend now. A desktop knows nothing of other organisations' members: the cloud has the last word. */
export function mayStillLend({ draft, partial }: Turn, certificate: Certificate): boolean {
  if (partial) return true
  const member = draft.get('member', certificate.memberId)
  const role = member && findRole(draft, certificate.organisationId, member.roleId)
  const installation = draft.get('installation', certificate.installationId)
  const isKnown = installation !== undefined && installation.revokedAt === undefined
  return isKnown && role?.permissions.includes('share.lend') === true
}

/** L7: from now on the box is the actor's organisation's to use. */
export function bindRecipient(turn: Turn, loan: Loan, acceptedAt: string): void {
  const { draft, actor } = turn
  const { receiptFromId: _, receiptAt: __, ...known } = loan
  const bound = {
    ...known,
    recipientId: actor.organisationId,
    acceptedAt,
    recipientInstallationId: actor.installationId,
  }
  draft.put('loan', bound)
  const box = draft.get('box', loan.boxId)
  // One that was over before the acceptance came has given the box back already.
  if (box && loan.endedAt === undefined) draft.put('box', { ...box, holderId: actor.organisationId })
  tellBothSides(turn, bound, { what: 'accepted', at: acceptedAt })
  if (loan.endedAt === undefined || loan.endReason === undefined) return
  const end = {
    box: { id: loan.boxId, serial: loan.boxSerial },
    loanId: loan.id,
    at: loan.endedAt,
    what: loan.endReason,
  }
  addHistory(draft, originOf(turn), actor.organisationId, { ...end, partnerId: loan.ownerId })
}

/**
 * L2: what the owner confirmed, or did at trackside: the box leaves its event, and its timing run ends. Whoever loses it
 * hears of its own.
 */
export function takeOffToLend(turn: Turn, box: Pick<Box, 'id' | 'serial'>, ownerId: OrganisationId): void {
  const { draft, at } = turn
  const sessions = runningSessionsOn(draft, box.id)
  for (const session of sessions) stopSession(draft, session, at, 'box-lent')
  const assignment = draft.get('assignment', box.id)
  const left = assignment ? releaseAssignment(draft, assignment) : {}
  const users = [...(assignment ? [assignment] : []), ...sessions].map((use) => use.organisationId)
  for (const user of new Set(users)) {
    addHistory(draft, originOf(turn), user, {
      box,
      at,
      what: 'released',
      ...(user === ownerId ? {} : { partnerId: ownerId }),
      ...(user === assignment?.organisationId ? left : {}),
      ...(sessions.some((session) => session.organisationId === user) ? { sessionStopped: true } : {}),
    })
  }
}

/** On a desktop: whose ticket or slip it is. The certified name counts, never one from its own text. */
export function knowSigner({ draft, actor, at }: Turn, certificate: Certificate): void {
  const { organisationId: id } = certificate
  if (id === actor.organisationId || draft.get('partner', id) !== undefined) return
  draft.put('partner', partnerOf(certificate, at))
}

export function tellBothSides(
  turn: Turn,
  loan: Loan,
  step: { readonly what: 'extended' | 'accepted'; readonly at: string; readonly endsAt?: string },
): void {
  const common = { box: { id: loan.boxId, serial: loan.boxSerial }, loanId: loan.id, ...step }
  const { recipientId, ownerId } = loan
  const partner = recipientId ?? loan.addressedToId
  addHistory(turn.draft, originOf(turn), ownerId, partner === undefined ? common : { ...common, partnerId: partner })
  if (recipientId !== undefined) {
    addHistory(turn.draft, originOf(turn), recipientId, { ...common, partnerId: ownerId })
  }
}
