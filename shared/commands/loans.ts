import { z } from 'zod'
import type { Box } from '../records/box.ts'
import { type Loan, loanNoteSchema, tokenHashSchema, VALIDITY_MS, validitySchema } from '../records/loan.ts'
import { boxIdSchema, type LoanId, loanIdSchema, organisationIdSchema, timePlus } from '../records/scalars.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { whyNotFree } from '../rules/box-access.ts'
import { addHistory } from '../rules/history.ts'
import { endLoan } from '../rules/loans.ts'
import { releaseAssignment, runningSessionsOn, stopSession } from '../rules/race-use.ts'
import { viewOf } from '../rules/visibility.ts'
import { readShareToken, shareTokenHashInput } from '../share-token.ts'
import { ownBox, whyInUse } from './boxes.ts'
import { accept, defineCommand, originOf, type Refused, refuse, refuseTaken, type Turn } from './define.ts'

export const createShareToken = defineCommand({
  permission: 'share.lend',
  args: z.object({
    loanId: loanIdSchema,
    boxId: boxIdSchema,
    validity: validitySchema,
    tokenHash: tokenHashSchema,
    recipientId: organisationIdSchema.optional(),
    releaseFromEvent: z.boolean().default(false),
    note: loanNoteSchema.optional(),
  }),
  decide(turn, { loanId, boxId, validity, tokenHash, recipientId, releaseFromEvent, note }) {
    const { draft, actor, at } = turn
    if (draft.get('loan', loanId)) return refuseTaken('loanId')
    const box = ownBox(turn, boxId)
    if ('code' in box) return box
    const away = whyNotFree(draft, boxId)
    if (away) return refuse(away.code, away.details)
    if (box.outOfService) return refuse('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'out-of-service' })
    // L17: one code may open several loans, but only of one owner to one partner.
    const alike = draft.where('loan', 'tokenHash', tokenHash)
    if (alike.some((loan) => loan.ownerId !== actor.organisationId || loan.addressedToId !== recipientId)) {
      return refuseTaken('tokenHash')
    }
    if (recipientId === actor.organisationId) return refuse('TOKEN_OWN')
    // L15. A desktop may know less than the cloud of whom there is.
    if (recipientId !== undefined && !turn.partial && draft.get('organisation', recipientId) === undefined) {
      return refuse('NOT_FOUND', { organisationId: recipientId })
    }
    const inUse = whyInUse(turn, boxId)
    if (inUse) {
      if (!releaseFromEvent) return inUse
      takeOffToLend(turn, box)
    }
    const endsAt = timePlus(at, VALIDITY_MS[validity]) // L4
    draft.put('loan', {
      id: loanId,
      boxId,
      boxSerial: box.serial,
      boxAlias: box.alias,
      ownerId: actor.organisationId,
      validity,
      createdAt: at,
      endsAt,
      tokenHash,
      ...(recipientId === undefined ? {} : { addressedToId: recipientId }),
      ...(note ? { note } : {}),
    })
    draft.put('box', { ...box, holderId: null }) // L2
    addHistory(draft, originOf(turn), actor.organisationId, {
      box,
      loanId,
      at,
      what: 'lent',
      endsAt,
      ...(recipientId === undefined ? {} : { partnerId: recipientId }),
    })
    return accept({ endsAt })
  },
})

export const extendShare = defineCommand({
  permission: 'share.lend',
  args: z.object({ loanId: loanIdSchema, validity: validitySchema }),
  decide(turn, { loanId, validity }) {
    const loan = ownLoan(turn, loanId)
    if ('code' in loan) return loan
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    const endsAt = timePlus(loan.endsAt, VALIDITY_MS[validity]) // L13
    turn.draft.put('loan', { ...loan, endsAt })
    tellBothSides(turn, loan, { what: 'extended', at: turn.at, endsAt })
    return accept({ endsAt })
  },
})

export const revokeShare = defineCommand({
  permission: 'share.lend',
  args: z.object({ loanId: loanIdSchema }),
  decide(turn, { loanId }) {
    const loan = ownLoan(turn, loanId)
    if ('code' in loan) return loan
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    // The recipient's right lasts until the cloud has the revocation; the history tells when it was given.
    endLoan(turn.draft, loan, { at: turn.now, reason: 'revoked', givenAt: turn.at }, originOf(turn))
    return accept()
  },
})

/** What comes with an accepted `acceptShareToken`: the loans it opened, and the boxes that it left out, with the reason. */
export const acceptedDetailsSchema = z.object({
  loanIds: z.array(loanIdSchema),
  leftOut: z.array(z.object({ serial: z.string(), code: z.string() })),
})

export const acceptShareToken = defineCommand({
  permission: 'share.borrow',
  args: z.object({ token: z.string().max(100) }),
  decide(turn, args) {
    const { draft, actor, now } = turn
    const token = readShareToken(args.token)
    if (token === undefined) return refuse('TOKEN_MALFORMED')
    const loans = draft.where('loan', 'tokenHash', turn.sha256Hex(shareTokenHashInput(token)))
    const [first] = loans
    if (first === undefined) {
      return turn.partial ? { kind: 'waiting', waitingFor: 'token' } : refuse('TOKEN_UNKNOWN')
    }
    if (first.ownerId === actor.organisationId) return refuse('TOKEN_OWN')
    const open = loans.filter((loan) => whyNotOpenTo(turn, loan) === undefined)
    if (open.length === 0) return whyNotOpenTo(turn, first) ?? refuse('TOKEN_UNKNOWN')
    const leftOut = loans.flatMap((loan) => {
      const reason = whyNotOpenTo(turn, loan)
      return reason ? [{ serial: loan.boxSerial, code: reason.code }] : []
    })
    const limit = whyNotMore(draft, actor.organisationId, open.length)
    if (limit) return refuse(limit.code, limit.details)
    for (const loan of open) {
      draft.put('loan', {
        ...loan,
        recipientId: actor.organisationId,
        acceptedAt: now,
        recipientInstallationId: actor.installationId,
      })
      const box = draft.get('box', loan.boxId)
      if (box) draft.put('box', { ...box, holderId: actor.organisationId })
      tellBothSides(turn, { ...loan, recipientId: actor.organisationId }, { what: 'accepted', at: now })
    }
    return accept({ loanIds: open.map((loan) => loan.id), leftOut })
  },
})

export const returnBox = defineCommand({
  permission: 'share.borrow',
  args: z.object({ loanId: loanIdSchema }),
  decide(turn, { loanId }) {
    const loan = visibleLoan(turn, loanId)
    if ('code' in loan) return loan
    if (loan.recipientId !== turn.actor.organisationId) return refuse('NOT_RECIPIENT', { serial: loan.boxSerial })
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    const at = loan.acceptedAt !== undefined && loan.acceptedAt > turn.at ? loan.acceptedAt : turn.at
    endLoan(turn.draft, loan, { at, reason: 'returned' }, originOf(turn))
    return accept()
  },
})

export const confirmReturn = defineCommand({
  permission: 'share.lend',
  args: z.object({ loanId: loanIdSchema }),
  decide(turn, { loanId }) {
    const loan = ownLoan(turn, loanId)
    if ('code' in loan) return loan
    const away = loan.endedAt === undefined ? whyNotFree(turn.draft, loan.boxId) : undefined
    if (away) return refuse(away.code, away.details)
    if (loan.backAt !== undefined) return accept()
    turn.draft.put('loan', { ...loan, backAt: turn.at }) // L18
    addHistory(turn.draft, originOf(turn), turn.actor.organisationId, {
      box: { id: loan.boxId, serial: loan.boxSerial },
      loanId,
      at: turn.at,
      what: 'back',
      ...(loan.recipientId === undefined ? {} : { partnerId: loan.recipientId }),
    })
    return accept()
  },
})

/** L5, from `TOKEN_NOT_FOR_YOU` on: why the actor can't take this loan. Whom it went to isn't told (O7). */
function whyNotOpenTo(turn: Turn, loan: Loan): Refused | undefined {
  const me = turn.actor.organisationId
  if (loan.addressedToId !== undefined && loan.addressedToId !== me) return refuse('TOKEN_NOT_FOR_YOU')
  if (loan.acceptedAt !== undefined) return refuse('TOKEN_USED', { byYou: loan.recipientId === me })
  if (loan.endReason === 'revoked') return refuse('TOKEN_REVOKED')
  if (loan.endedAt !== undefined) return refuse('TOKEN_EXPIRED', { endedAt: loan.endedAt })
  return undefined
}

function visibleLoan(turn: Turn, loanId: LoanId): Loan | Refused {
  const loan = turn.draft.get('loan', loanId)
  const visible = loan && viewOf(turn.draft, 'loan', loan, turn.actor.organisationId)
  return loan && visible ? loan : refuse('NOT_FOUND', { loanId })
}

function ownLoan(turn: Turn, loanId: LoanId): Loan | Refused {
  const loan = visibleLoan(turn, loanId)
  if ('code' in loan || loan.ownerId === turn.actor.organisationId) return loan
  return refuse('NOT_OWNER', { serial: loan.boxSerial })
}

function endOf(loan: Loan) {
  return {
    serial: loan.boxSerial,
    ...(loan.endedAt === undefined ? {} : { endedAt: loan.endedAt }),
    ...(loan.endReason === undefined ? {} : { endReason: loan.endReason }),
  }
}

/** L2: what the person confirmed: the box leaves its event, and its timing run ends. Whoever loses it hears of its own. */
function takeOffToLend(turn: Turn, box: Box): void {
  const { draft, actor, at } = turn
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
      ...(user === actor.organisationId ? {} : { partnerId: actor.organisationId }),
      ...(user === assignment?.organisationId ? left : {}),
      ...(sessions.some((session) => session.organisationId === user) ? { sessionStopped: true } : {}),
    })
  }
}

function tellBothSides(
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
