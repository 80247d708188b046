import { grouped } from '../ui/grouped.ts'
import { useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { completenessWords, gapsWords } from './live-words.ts'

/** How many passings, how fast, the last one, and whether all are here (R3). */
export function CountCells({ row, moment }: { readonly row: LiveRow; readonly moment: (at: string) => string }) {
  const say = useSay()
  const { t, locale } = say
  const { counts } = row
  if (counts === undefined || (counts.laptop === 0 && counts.box === 0)) {
    return (
      <div className="live-counts">
        {row.run === undefined ? null : <span className="muted">{t('live.nothingYet')}</span>}
      </div>
    )
  }
  return (
    <div className="live-counts">
      <span className="live-count-line">
        <b className="live-count">{grouped(locale, counts.laptop)}</b>{' '}
        <span>{t('live.rate', { rate: grouped(locale, counts.lastMinute) })}</span>{' '}
        {counts.lastAt === undefined ? null : <span>{t('live.last', { time: moment(counts.lastAt) })}</span>}
      </span>
      <span className="small">
        {completenessWords(say, counts)}
        {counts.missing === 0 ? null : (
          <b className="live-missing"> · {t('live.gaps', { gaps: gapsWords(say, counts) })}</b>
        )}
      </span>
    </div>
  )
}
