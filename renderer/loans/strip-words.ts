import { custodySentence, custodyWords } from '../custody/custody-words.ts'
import type { Say } from '../words/say.tsx'
import { beginOf, type StripBar } from './strip-rows.ts'

/** A bar in words, for those who hear it and for its tooltip (L11). */
export function barSentence(say: Say, { loan, facts, side, phase }: StripBar): string {
  const { t, time, now } = say
  const from = time.long(beginOf(loan), now)
  if (phase !== 'ended') return t('loans.strip.live', { custody: custodySentence(custodyWords(say, facts)), from })
  const partner = partnerWords(say, facts)
  const to = time.long(loan.endedAt ?? loan.endsAt, now)
  return side === 'lent'
    ? t('loans.strip.lentOver', { partner, from, to })
    : t('loans.strip.borrowedOver', { partner, from, to })
}

/** What stands in or beside the bar. */
export function partnerWords({ t }: Pick<Say, 't'>, { partner, state }: StripBar['facts']): string {
  return partner ?? t(state === 'reserved' ? 'custody.anyone' : 'custody.partnerUnknown')
}
