import { z } from 'zod'
import {
  checkpointIdSchema,
  lineSchema,
  memberIdSchema,
  organisationIdSchema,
  raceActionIdSchema,
  raceIdSchema,
  timeSchema,
} from './scalars.ts'

/**
 * What Trackside itself has words for. `START`: the gun; `TIME`: a time taken by hand, whose bib may follow in an action
 * that takes its place; `CROSS_OUT`: only withdraws another one. Other clients may have kinds of their own.
 */
export const RACE_ACTION_KINDS = ['START', 'TIME', 'DNS', 'DNF', 'DSQ', 'PENALTY', 'NOTE', 'CROSS_OUT'] as const

export const raceActionKindSchema = lineSchema(1, 30)
export const bibSchema = lineSchema(1, 20)
export const raceActionNoteSchema = lineSchema(0, 200)

/** R4: never edited; crossed out by a later one that `withdraws` it. Belongs to the race's organisation (L10). */
export const raceActionSchema = z
  .object({
    id: raceActionIdSchema,
    organisationId: organisationIdSchema,
    raceId: raceIdSchema,
    kind: raceActionKindSchema,
    /** When it happened in the race: for a time by hand, the moment of the key. */
    at: timeSchema,
    bib: bibSchema.optional(),
    note: raceActionNoteSchema.optional(),
    checkpointId: checkpointIdSchema.optional(),
    withdraws: raceActionIdSchema.optional(),
    memberId: memberIdSchema,
    recordedAt: timeSchema,
  })
  .readonly()
export type RaceAction = z.output<typeof raceActionSchema>
