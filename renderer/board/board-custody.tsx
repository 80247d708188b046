import { shareOfTimeLeft } from '../../shared/rules/custody.ts'
import { CustodyShape } from '../custody/custody-shape.tsx'
import type { BoardRow } from './board-facts.ts'
import type { BoardWords } from './board-words.ts'
import '../custody/custody-tag.css'

const HOUR_MS = 3_600_000

/** The custody tag at board size, in L11's words, from what the board is told. */
export function BoardCustody({
  custody,
  words,
  now,
}: {
  readonly custody: BoardRow['custody']
  readonly words: BoardWords
  readonly now: string
}) {
  const { t } = words
  const state = custody?.state ?? 'ours'
  return (
    <div className={`board-custody custody custody-is-${state}`}>
      <CustodyShape state={state} hollow={custody?.confirmed === false} />
      <span className="custody-text">
        <b>{custody === undefined ? t('custody.ours') : leadOf(custody, words)}</b>
        {custody?.until === undefined ? null : (
          <span className="board-until">{untilOf(custody.until, words, now)}</span>
        )}
        {custody?.confirmed === false ? <span className="visually-hidden">{t('custody.notConfirmed')}</span> : null}
        {custody?.from === undefined || custody.until === undefined || custody.until <= now ? null : (
          <TimeLeft from={custody.from} until={custody.until} now={now} />
        )}
      </span>
    </div>
  )
}

function leadOf(
  { state, organisation, group = '' }: NonNullable<BoardRow['custody']>,
  { t }: Pick<BoardWords, 't'>,
): string {
  const partner = organisation === '' ? t('custody.partnerUnknown') : organisation
  return state === 'borrowed' ? t('custody.borrowed', { partner }) : t('custody.throughGroup', { group, partner })
}

function untilOf(until: string, { t, time }: BoardWords, now: string): string {
  const left = until > now ? time.duration(now, until) : t('custody.ended')
  return `${t('custody.until', { end: time.short(until, now) })} · ${left}`
}

/** The bar that drains: amber in the last quarter, striped in the last hour. The words beside it say the same. */
function TimeLeft({ from, until, now }: { readonly from: string; readonly until: string; readonly now: string }) {
  const share = shareOfTimeLeft({ createdAt: from, endsAt: until }, now)
  const isLastHour = Date.parse(until) - Date.parse(now) <= HOUR_MS
  return (
    <span
      className="custody-bar"
      data-level={isLastHour ? 'hour' : share <= 0.25 ? 'quarter' : 'plenty'}
      aria-hidden="true"
    >
      <span style={{ inlineSize: `${Math.max(share * 100, 4)}%` }} />
    </span>
  )
}
