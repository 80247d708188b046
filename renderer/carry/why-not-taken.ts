import type { CallResult } from '../../shared/desktop-api.ts'
import { refusalSentence } from '../words/refusal-sentence.ts'
import type { Say } from '../words/say.tsx'

export type NotTaken = Extract<CallResult<'receive'>, { status: 'carried' }>['notTaken'][number]

/** Here it isn't the person at this laptop who asked for it: some reasons need other words. */
export function whyNotTaken(say: Say, { code, details }: NotTaken, member: string): string {
  if (code === 'FORBIDDEN' && details?.['bySigner'] === true) return say.t('carry.mayNot', { member })
  if (code === 'NOT_FOUND') return say.t('carry.notHeard')
  if (code === 'DEPENDS_ON_REFUSED') return say.t('carry.standsOnOther')
  return refusalSentence(say, { code, details })
}
