import { z } from 'zod'
import { invitationIdSchema, organisationIdSchema, roleIdSchema, timeSchema } from './scalars.ts'

export const INVITATION_LASTS_MS = 7 * 24 * 3_600_000

export const emailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254))
export const invitationHashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'lower-case hex of a SHA-256')

/** O6: it is gone once it was accepted or withdrawn; one that ran out stays, to be renewed or withdrawn. */
export const invitationSchema = z
  .object({
    id: invitationIdSchema,
    organisationId: organisationIdSchema,
    email: emailSchema,
    roleId: roleIdSchema,
    /** Known to the cloud alone. */
    codeHash: invitationHashSchema.optional(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
  })
  .readonly()
export type Invitation = z.output<typeof invitationSchema>
