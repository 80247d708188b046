import type { StopReason } from '../../shared/records/session.ts'
import type { Say } from './say.tsx'

/** Why a timing run is over: `the loan ended`. */
export function stopReasonWords({ t }: Say, reason: StopReason): string {
  return t(`stopReason.${reason}`)
}
