import { assertNever } from '../../shared/assert-never.ts'
import type { Loan } from '../../shared/records/loan.ts'
import { rightsKey } from '../words/rights-words.ts'
import type { Say } from '../words/say.tsx'
import { type CustodyFacts, isByReceipt } from './custody-facts.ts'

const MINUTE_MS = 60_000

/** The parts of a custody tag in words. Empty where there is nothing to say. */
export interface CustodyWords {
  /** L11's words: `Shared by Costa Events`. */
  readonly lead: string
  /** The same for a list, where its second part goes below, so that who is never cut off. */
  readonly line?: { readonly lead: string; readonly below: string }
  /** `Costa Events → you` */
  readonly path: string
  /** `for Costa Events`: to whom it is addressed (L15). */
  readonly addressed: string
  /** `until Sun 16:05`, or of a loan that is over, with whom. */
  readonly until: string
  /** The same with the date. */
  readonly untilLong: string
  /** `3 h`, `2 d late` */
  readonly left: string
  readonly unconfirmed: string
  /** The same for a list, where the hollow shape stands beside it. */
  readonly unconfirmedShort: string
}

export function custodyWords(say: Say, facts: CustodyFacts): CustodyWords {
  const { t } = say
  const unconfirmed = unconfirmedWords(t, facts)
  const unconfirmedShort = unconfirmedShortWords(t, facts)
  const none = { path: '', addressed: '', until: '', untilLong: '', left: '', unconfirmed, unconfirmedShort }
  const partner = facts.partner ?? t('custody.partnerUnknown')
  switch (facts.state) {
    case 'ours':
      return { ...none, lead: t('custody.ours') }
    case 'available':
      return { ...none, lead: t('custody.oursAvailable') }
    case 'out-of-service':
      return { ...none, lead: t('custody.oursOutOfService') }
    case 'retired':
      return { ...none, lead: t('custody.retired') }
    case 'unknown':
      return { ...none, lead: t('custody.unknown') }
    case 'reserved': {
      const holder = facts.partner ?? t('custody.anyone')
      const addressed = facts.partner === undefined ? '' : t('custody.for', { partner })
      return {
        ...none,
        lead: t('custody.reserved'),
        path: t('custody.path', { owner: t('custody.you'), holder }),
        addressed,
        ...untilWords(say, facts.loan),
      }
    }
    case 'lent':
      return {
        ...none,
        lead: t('custody.lent', { partner }),
        path: t('custody.path', { owner: t('custody.you'), holder: partner }),
        ...untilWords(say, facts.loan),
      }
    case 'borrowed':
      return {
        ...none,
        lead: t('custody.borrowed', { partner }),
        path: t('custody.path', { owner: partner, holder: t('custody.you') }),
        ...untilWords(say, facts.loan),
      }
    case 'through-group':
      return { ...none, ...throughWords(say, facts, partner) }
    case 'over':
      return {
        ...none,
        lead: t('custody.over'),
        path: t('custody.with', { partner }),
        ...overWords(say, facts, partner),
      }
    case 'ended':
      return {
        ...none,
        lead: t('custody.finished'),
        path: t('custody.with', { partner }),
        ...endedWords(say, facts.loan),
      }
    default:
      return assertNever(facts.state)
  }
}

function unconfirmedWords(t: Say['t'], facts: CustodyFacts): string {
  if (facts.confirmed) return ''
  return t(isReceiptAlone(facts) ? 'custody.byReceipt' : 'custody.notConfirmed')
}

function unconfirmedShortWords(t: Say['t'], facts: CustodyFacts): string {
  if (facts.confirmed) return ''
  return t(isReceiptAlone(facts) ? 'custody.byReceiptShort' : 'custody.notConfirmedShort')
}

function isReceiptAlone({ state, loan }: CustodyFacts): boolean {
  return state === 'lent' && loan !== undefined && isByReceipt(loan)
}

/** All of it in one line, for those who hear it and for tooltips. */
export function custodySentence(words: CustodyWords): string {
  return [words.lead, words.addressed, words.untilLong, words.left, words.unconfirmed]
    .filter((part) => part !== '')
    .join(', ')
}

/** Where a loan has its end, a share has what it allows (G6); of a box that a loan has, only that (G9). */
function throughWords({ t }: Say, { through }: CustodyFacts, partner: string) {
  const rights = through?.available ? t(rightsKey(through.rights)) : t('custody.notAvailable')
  return {
    lead: t('custody.throughGroup', { group: through?.group ?? '', partner }),
    line: { lead: t('custody.throughGroupLine', { group: through?.group ?? '' }), below: t('custody.by', { partner }) },
    path: t('custody.path', { owner: partner, holder: t('custody.you') }),
    until: rights,
    untilLong: rights,
  }
}

function untilWords({ t, time, now }: Say, loan: Loan | undefined) {
  if (loan === undefined) return {}
  return {
    until: t('custody.until', { end: time.short(loan.endsAt, now) }),
    untilLong: t('custody.until', { end: time.long(loan.endsAt, now) }),
    left: loan.endsAt > now ? time.duration(now, loan.endsAt) : t('custody.ended'),
  }
}

function overWords({ t, time, now }: Say, { loan }: CustodyFacts, partner: string) {
  const until = t('custody.with', { partner })
  const isLate = loan?.endedAt !== undefined && Date.parse(now) - Date.parse(loan.endedAt) >= MINUTE_MS
  const left = isLate ? t('custody.late', { duration: time.duration(loan.endedAt, now) }) : ''
  return { until, untilLong: until, left }
}

function endedWords({ time, now }: Say, loan: Loan | undefined) {
  const until = loan?.endedAt === undefined ? '' : time.past(loan.endedAt, now)
  return { until, untilLong: until }
}
