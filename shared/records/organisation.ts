import { z } from 'zod'
import { permissionSchema } from '../permissions.ts'
import {
  installationIdSchema,
  lineSchema,
  memberIdSchema,
  organisationIdSchema,
  roleIdSchema,
  timeSchema,
} from './scalars.ts'

/** O1: the plans' allowances are the cloud's configuration; the record carries the figure in force. */
export const planSchema = z.enum(['FREE', 'CLUB', 'PRO', 'UNLIMITED'])
export type Plan = z.output<typeof planSchema>

export const organisationNameSchema = lineSchema(1, 60)
export const contactNameSchema = lineSchema(1, 60)
export const contactPhoneSchema = lineSchema(1, 30)

export const organisationSchema = z
  .object({
    id: organisationIdSchema,
    name: organisationNameSchema,
    /** O8: short, unique, shown beside the name to strangers. */
    number: z.int().positive(),
    plan: planSchema,
    /** Boxes that it may hold at once; null: no limit. */
    allowance: z.int().nonnegative().nullable(),
    /** G4: `P` and 16 characters. Absent while a new one is on its way from the cloud. */
    sharingCode: z.string().optional(),
    contactName: contactNameSchema.optional(),
    contactPhone: contactPhoneSchema.optional(),
  })
  .readonly()
export type Organisation = z.output<typeof organisationSchema>

/** Another organisation that this one deals or dealt with (O9), as its feed shows it. */
export const partnerSchema = z
  .object({
    id: organisationIdSchema,
    name: organisationNameSchema,
    number: z.int().positive(),
    contactName: contactNameSchema.optional(),
    contactPhone: contactPhoneSchema.optional(),
    since: timeSchema,
  })
  .readonly()
export type Partner = z.output<typeof partnerSchema>

export const memberSchema = z
  .object({
    id: memberIdSchema,
    organisationId: organisationIdSchema,
    name: lineSchema(1, 60),
    email: z.email().max(254),
    roleId: roleIdSchema,
  })
  .readonly()
export type Member = z.output<typeof memberSchema>

export const roleNameSchema = lineSchema(1, 40)

export const roleSchema = z
  .object({
    id: roleIdSchema,
    /** Absent: built in, the same in every organisation. */
    organisationId: organisationIdSchema.optional(),
    name: roleNameSchema,
    permissions: z.array(permissionSchema).readonly(),
    builtIn: z.boolean(),
  })
  .readonly()
export type Role = z.output<typeof roleSchema>

export const installationSchema = z
  .object({
    id: installationIdSchema,
    organisationId: organisationIdSchema,
    memberId: memberIdSchema,
    name: lineSchema(1, 60),
    lastSeenAt: timeSchema,
    revokedAt: timeSchema.optional(),
  })
  .readonly()
export type Installation = z.output<typeof installationSchema>
