import { z } from 'zod'
import { loanNoteSchema, tokenHashSchema, VALIDITY_MS, validitySchema } from '../records/loan.ts'
import { boxIdSchema, loanIdSchema, organisationIdSchema, timePlus, timeSchema } from '../records/scalars.ts'
import { refusalDetailsSchema } from '../refusals.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { whyNotFree } from '../rules/box-access.ts'
import { addHistory } from '../rules/history.ts'
import { endLoan } from '../rules/loans.ts'
import { readShareToken, shareTokenHashInput } from '../share-token.ts'
import { cutToSeconds } from '../tickets/forms.ts'
import { acceptReport, acceptTicket } from './accept-ticket.ts'
import { ownBox, whyInUse } from './boxes.ts'
import { accept, defineCommand, originOf, refuse, refuseTaken } from './define.ts'
import { extendUntil, whyTooLate } from './extending.ts'
import { bindRecipient, endOf, ownLoan, takeOffToLend, visibleLoan, whyNotOpenTo } from './loan-steps.ts'
import { extendBySlip, returnBySlip, signedTextSchema } from './slips.ts'

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
  decide(turn, args) {
    const { draft, actor, at } = turn
    const { loanId, boxId, validity, tokenHash, recipientId, releaseFromEvent, note } = args
    const known = draft.get('loan', loanId)
    // L17: one code may open several loans, but only of one owner to one partner.
    const isCodeTaken = draft
      .where('loan', 'tokenHash', tokenHash)
      .some((loan) => loan.ownerId !== actor.organisationId || loan.addressedToId !== recipientId)
    if (known) return (isCodeTaken ? undefined : acceptReport(turn, known, args)) ?? refuseTaken('loanId')
    const box = ownBox(turn, boxId)
    if ('code' in box) return box
    const away = whyNotFree(draft, boxId)
    if (away) return refuse(away.code, away.details)
    if (box.outOfService) return refuse('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'out-of-service' })
    if (isCodeTaken) return refuseTaken('tokenHash')
    if (recipientId === actor.organisationId) return refuse('TOKEN_OWN')
    // L15. A desktop may know less than the cloud of whom there is.
    if (recipientId !== undefined && !turn.partial && draft.get('organisation', recipientId) === undefined) {
      return refuse('NOT_FOUND', { organisationId: recipientId })
    }
    const inUse = whyInUse(turn, boxId)
    if (inUse) {
      if (!releaseFromEvent) return inUse
      takeOffToLend(turn, box, actor.organisationId)
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
  // The recipient sends the owner's slip on.
  permission: (args) => ('slip' in args ? 'share.borrow' : 'share.lend'),
  args: z.union([
    z.object({
      loanId: loanIdSchema,
      validity: validitySchema,
      /** The new end as it was shown. A slip that says so may come before: nothing is done twice. */
      endsAt: timeSchema.optional(),
    }),
    z.object({ slip: signedTextSchema }),
  ]),
  decide(turn, args) {
    if ('slip' in args) return extendBySlip(turn, args.slip)
    const { loanId, validity } = args
    const loan = ownLoan(turn, loanId)
    if ('code' in loan) return loan
    // Its slip came before, by the recipient, who may have given back since: it is as was wanted.
    if (args.endsAt !== undefined && cutToSeconds(args.endsAt) <= cutToSeconds(loan.endsAt)) {
      return accept({ endsAt: loan.endsAt })
    }
    const tooLate = whyTooLate(turn, loan, turn.at)
    if (tooLate) return tooLate
    const latest = timePlus(loan.endsAt, VALIDITY_MS[validity]) // L13
    const endsAt = args.endsAt !== undefined && args.endsAt < latest ? args.endsAt : latest
    if (cutToSeconds(endsAt) <= cutToSeconds(loan.endsAt)) return accept({ endsAt: loan.endsAt })
    extendUntil(turn, loan, { endsAt, madeAt: turn.at })
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
  leftOut: z.array(
    z.object({
      serial: z.string(),
      code: z.string(),
      /** By ticket: who won. */
      details: refusalDetailsSchema.optional(),
    }),
  ),
})

export const acceptShareToken = defineCommand({
  permission: 'share.borrow',
  args: z.union([z.object({ token: z.string().max(100) }), z.object({ ticket: signedTextSchema })]),
  decide(turn, args) {
    if ('ticket' in args) return acceptTicket(turn, args.ticket)
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
    for (const loan of open) bindRecipient(turn, loan, now)
    return accept({ loanIds: open.map((loan) => loan.id), leftOut })
  },
})

export const returnBox = defineCommand({
  permission: 'share.borrow',
  args: z.union([z.object({ loanId: loanIdSchema }), z.object({ slip: signedTextSchema })]),
  decide(turn, args) {
    if ('slip' in args) return returnBySlip(turn, args.slip)
    const loan = visibleLoan(turn, args.loanId)
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
