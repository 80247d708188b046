import type { z } from 'zod'
import { boxSchema } from './box.ts'
import { assignmentSchema, checkpointSchema, eventSchema, raceSchema } from './event.ts'
import { groupSchema, groupShareSchema } from './group.ts'
import { historyEntrySchema } from './history-entry.ts'
import { invitationSchema } from './invitation.ts'
import { loanSchema } from './loan.ts'
import { installationSchema, memberSchema, organisationSchema, partnerSchema, roleSchema } from './organisation.ts'
import { raceActionSchema } from './race-action.ts'
import { sessionSchema } from './session.ts'

/** Every kind of record in the feed. */
export const recordSchemas = {
  organisation: organisationSchema,
  partner: partnerSchema,
  member: memberSchema,
  role: roleSchema,
  invitation: invitationSchema,
  installation: installationSchema,
  group: groupSchema,
  groupShare: groupShareSchema,
  box: boxSchema,
  loan: loanSchema,
  event: eventSchema,
  race: raceSchema,
  checkpoint: checkpointSchema,
  assignment: assignmentSchema,
  session: sessionSchema,
  raceAction: raceActionSchema,
  historyEntry: historyEntrySchema,
} as const

export type Kind = keyof typeof recordSchemas
export type RecordOf<K extends Kind> = z.output<(typeof recordSchemas)[K]>

export function isKind(text: string): text is Kind {
  return Object.hasOwn(recordSchemas, text)
}

/** Put (a body) or delete (null) one record. */
export type Change = {
  readonly [K in Kind]: { readonly kind: K; readonly id: string; readonly body: RecordOf<K> | null }
}[Kind]
