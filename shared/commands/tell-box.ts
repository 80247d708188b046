import type { z } from 'zod'
import type { boxIdSchema } from '../records/scalars.ts'
import { addHistory } from '../rules/history.ts'
import { originOf, type Turn } from './define.ts'

type ToldStep = Omit<Parameters<typeof addHistory>[3], 'box'>

/** L16: what the actor's organisation did with the box. */
export function tell(turn: Turn, boxId: z.output<typeof boxIdSchema>, step: ToldStep, serial?: string): void {
  const box = { id: boxId, serial: serial ?? turn.draft.get('box', boxId)?.serial ?? '' }
  addHistory(turn.draft, originOf(turn), turn.actor.organisationId, { box, ...step })
}
