import { z } from 'zod'
import type { CallResult } from '../../../shared/desktop-api.ts'
import { type CommandId, type LoanId, loanIdSchema } from '../../../shared/records/scalars.ts'
import { organisationName } from '../../../shared/rules/history.ts'
import { type Certificate, readExtension, readLoanSlip } from '../../../shared/tickets/forms.ts'
import { openSigned, type SignedFault, type Trust } from '../../../shared/tickets/signed.ts'
import type { Desk } from '../desk.ts'
import type { KeptTrust } from './kept-trust.ts'

type Received = CallResult<'receive'>
export type SlipForm = 'receipt' | 'return-slip' | 'extension-slip'

const COMMANDS = { receipt: 'noteReceipt', 'return-slip': 'returnBox', 'extension-slip': 'extendShare' } as const

/** What comes with an accepted slip. */
const detailsSchema = z.object({ loanIds: z.array(loanIdSchema) })

/** Whichever side scans it: the slip becomes a command like any other, with its effect at once. */
export function receiveSlip(
  { desk, trust }: { readonly desk: Desk; readonly trust: KeptTrust },
  form: SlipForm,
  text: string,
): Received {
  const opened = openSlip(form, text, trust.trust)
  if (typeof opened === 'string') return { status: 'refused', code: 'TICKET_INVALID', details: { reason: opened } }
  const { loanIds, certificate } = opened
  const [given] = desk.give([{ type: COMMANDS[form], args: { slip: text }, dependsOn: standsOn(desk, loanIds) }])
  if (given === undefined) throw new Error('a command was given and nothing came of it')
  const told = { status: 'slip', form, partnerName: partnerName(desk, certificate, loanIds) } as const
  if (given.status !== 'refused') {
    return { ...told, loanIds: detailsSchema.parse('details' in given ? given.details : undefined).loanIds }
  }
  // Scanned once more, or told by the cloud already: it is as was wanted.
  if (form === 'return-slip' && given.details?.['endReason'] === 'returned') return { ...told, loanIds: [...loanIds] }
  return given
}

interface OpenedSlip {
  readonly loanIds: readonly LoanId[]
  readonly certificate: Certificate
}

function openSlip(form: SlipForm, text: string, trust: Trust): OpenedSlip | SignedFault {
  if (form === 'extension-slip') {
    const opened = openSigned(text, form, readExtension, trust)
    if (typeof opened === 'string') return opened
    return { certificate: opened.certificate, loanIds: opened.payload.loans.map(({ loanId }) => loanId) }
  }
  const opened = openSigned(text, form, readLoanSlip, trust)
  if (typeof opened === 'string') return opened
  return { certificate: opened.certificate, loanIds: opened.payload.loanIds }
}

/** Where one pending command made all of its loans, the slip falls with it; else some may stand, and the cloud says which. */
function standsOn({ replica }: Desk, loanIds: readonly LoanId[]): readonly CommandId[] {
  const creators = new Set(loanIds.map((loanId) => replica.creatorOf(loanId)))
  const [creator] = creators
  return creators.size === 1 && creator !== undefined ? [creator] : []
}

/** The other side, by its certified name where the slip is theirs. */
function partnerName({ actor, records }: Desk, certificate: Certificate, loanIds: readonly LoanId[]): string {
  if (certificate.organisationId !== actor.organisationId) return certificate.organisationName
  const loan = loanIds.flatMap((loanId) => records.get('loan', loanId) ?? [])[0]
  const partnerId = loan?.ownerId === actor.organisationId ? loan.recipientId : loan?.ownerId
  return (partnerId && organisationName(records, partnerId)) ?? ''
}
