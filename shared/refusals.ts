import { z } from 'zod'

/** `rules.md`, Refusal codes: as far as there are commands that give them. */
export const REFUSAL_CODES = [
  'FORBIDDEN',
  'NOT_FOUND',
  'BOX_IN_USE',
  'BOX_RESERVED',
  'BOX_LENT',
  'BOX_NOT_HELD',
  'BOX_NOT_AVAILABLE',
  'BOX_ASSIGNED',
  'BOX_NOT_ASSIGNED',
  'TOKEN_MALFORMED',
  'TOKEN_UNKNOWN',
  'TOKEN_OWN',
  'TOKEN_NOT_FOR_YOU',
  'TOKEN_USED',
  'TOKEN_REVOKED',
  'TOKEN_EXPIRED',
  'PLAN_LIMIT',
  'LOAN_ENDED',
  'NOT_OWNER',
  'NOT_RECIPIENT',
  'GROUP_SHARED',
  'GROUP_NOT_SHARED',
  'GROUP_CYCLE',
  'GROUP_NOT_EMPTY',
  'SHARING_CODE_UNKNOWN',
  'SHARING_CODE_OWN',
  'ROLE_IN_USE',
  'ROLE_BUILT_IN',
  'LAST_ADMIN',
  'SESSION_RUNNING',
  'SESSION_CLOSED',
  'DEPENDS_ON_REFUSED',
  'COMMAND_UNKNOWN',
  'COMMAND_INVALID',
  'TICKET_INVALID',
  'TICKET_CLOCK',
] as const

export const refusalCodeSchema = z.enum(REFUSAL_CODES)
export type RefusalCode = z.output<typeof refusalCodeSchema>

/** What a sentence about the refusal needs: names, times, numbers. Only what the actor may know (O7). */
export const refusalDetailsSchema = z.record(z.string(), z.json())
export type RefusalDetails = z.output<typeof refusalDetailsSchema>

export interface Refusal {
  readonly code: RefusalCode
  readonly details?: RefusalDetails
}

export function refusal(code: RefusalCode, details?: RefusalDetails): Refusal {
  return details === undefined ? { code } : { code, details }
}
