import { z } from 'zod'
import { bibSchema, type RaceAction, raceActionKindSchema, raceActionNoteSchema } from '../records/race-action.ts'
import { checkpointIdSchema, raceActionIdSchema, raceIdSchema, timeSchema } from '../records/scalars.ts'
import { accept, defineCommand, edited, refuse, refuseTaken } from './define.ts'

/** R4: append-only, in a race of the organisation. */
export const recordRaceAction = defineCommand({
  permission: 'timing.run',
  args: z.object({
    actionId: raceActionIdSchema,
    raceId: raceIdSchema,
    kind: raceActionKindSchema,
    at: timeSchema,
    bib: bibSchema.optional(),
    note: raceActionNoteSchema.optional(),
    checkpointId: checkpointIdSchema.optional(),
    withdraws: raceActionIdSchema.optional(),
  }),
  decide(turn, { actionId, ...action }) {
    const { draft, actor } = turn
    const { raceId, checkpointId, withdraws, bib, note, ...rest } = action
    if (draft.get('raceAction', actionId)) return refuseTaken('actionId')
    if (draft.get('race', raceId)?.organisationId !== actor.organisationId) return refuse('NOT_FOUND', { raceId })
    if (checkpointId !== undefined && draft.get('checkpoint', checkpointId)?.raceId !== raceId) {
      return refuse('NOT_FOUND', { checkpointId })
    }
    if (withdraws !== undefined && draft.get('raceAction', withdraws)?.raceId !== raceId) {
      return refuse('NOT_FOUND', { actionId: withdraws })
    }
    const base: RaceAction = {
      ...{ id: actionId, organisationId: actor.organisationId, raceId, ...rest },
      ...{ memberId: actor.memberId, recordedAt: turn.at },
    }
    draft.put('raceAction', edited<RaceAction>(base, { bib, note, checkpointId, withdraws }))
    return accept()
  },
})
