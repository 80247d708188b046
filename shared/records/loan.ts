import { z } from 'zod'
import { boxAliasSchema } from './box.ts'
import {
  boxIdSchema,
  installationIdSchema,
  lineSchema,
  loanIdSchema,
  organisationIdSchema,
  serialSchema,
  timeSchema,
} from './scalars.ts'

const HOUR_MS = 3_600_000

/** L1 */
export const validitySchema = z.enum(['1d', '1w', '15d'])
export type Validity = z.output<typeof validitySchema>

export const VALIDITY_MS: Readonly<Record<Validity, number>> = {
  '1d': 24 * HOUR_MS,
  '1w': 7 * 24 * HOUR_MS,
  '15d': 15 * 24 * HOUR_MS,
}

export const loanNoteSchema = lineSchema(0, 80)
export const tokenHashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'lower-case hex of a SHA-256')

export const loanSchema = z
  .object({
    id: loanIdSchema,
    boxId: boxIdSchema,
    boxSerial: serialSchema,
    boxAlias: boxAliasSchema,
    ownerId: organisationIdSchema,
    recipientId: organisationIdSchema.optional(),
    /** L15: nobody else can take it. */
    addressedToId: organisationIdSchema.optional(),
    validity: validitySchema,
    createdAt: timeSchema,
    endsAt: timeSchema,
    acceptedAt: timeSchema.optional(),
    endedAt: timeSchema.optional(),
    endReason: z.enum(['expired', 'revoked', 'returned']).optional(),
    /** L18: when the owner ticked the box in. */
    backAt: timeSchema.optional(),
    note: loanNoteSchema.optional(),
    /** Owner only (L3): never the token itself. */
    tokenHash: tokenHashSchema.optional(),
    /** The laptop that uses the box for the recipient. Known to the cloud alone. */
    recipientInstallationId: installationIdSchema.optional(),
    /** Owner only: by the recipient's receipt, while the recipient's own laptop hasn't reached the cloud. */
    receiptFromId: organisationIdSchema.optional(),
    receiptAt: timeSchema.optional(),
    /** F7, owner only: that laptop's last contact when the loan ended, and when it learnt of the end. */
    lastSeenAt: timeSchema.optional(),
    endSeenAt: timeSchema.optional(),
  })
  .readonly()
export type Loan = z.output<typeof loanSchema>
