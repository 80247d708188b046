import { readCode } from '../../shared/codes.ts'
import { looksSigned } from '../../shared/tickets/signed.ts'

/** What the core's one door takes; more than that is certainly none of ours. */
export const MOST_CHARACTERS = 1_600_000

/** Whether a text that came without being asked for, by clipboard or camera, is something for the one door. */
export function isForTheDoor(text: string): boolean {
  return text.length <= MOST_CHARACTERS && (looksSigned(text) || readCode(text) !== undefined)
}
