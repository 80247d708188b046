import { useTranslation } from 'react-i18next'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { placeHref } from '../router.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { historyOrigin, historySentence, type LoanSide } from '../words/history-sentence.ts'
import { useSay } from '../words/say.tsx'
import { useHistoryPages } from './use-history-pages.ts'
import './box-history.css'

/** L16: every step of the box as this organisation may see it, newest first. */
export function BoxHistory({ boxId }: { readonly boxId: BoxId }) {
  const { t } = useTranslation()
  const say = useSay()
  const viewer = useOrganisationId()
  const sideOf = useDerived(
    ['loan'],
    (records) => (loanId: string | undefined) => loanSide(records.get('loan', loanId ?? ''), viewer),
    [viewer],
  )
  const { entries, more, loading, showMore } = useHistoryPages(boxId)
  return (
    <section className="box-history" aria-label={t('history.title')} aria-busy={loading}>
      <h3>{t('history.title')}</h3>
      {entries.length === 0 ? <p className="muted">{t(loading ? 'history.loading' : 'history.none')}</p> : null}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <time className="box-history-when" dateTime={entry.at}>
              {say.time.past(entry.at, say.now)}
            </time>
            <span>
              {entry.pending ? <span className="box-history-hollow" aria-hidden="true" /> : null}
              {historySentence(say, entry, sideOf(entry.loanId))}
              <span className="box-history-origin">{historyOrigin(say, entry)}</span>
            </span>
          </li>
        ))}
      </ol>
      {more ? (
        <Button busy={loading} onClick={showMore}>
          {t('history.more')}
        </Button>
      ) : null}
      <a href={placeHref('activity', boxId)}>{t('history.all')}</a>
    </section>
  )
}

function loanSide(loan: Loan | undefined, viewer: OrganisationId): LoanSide {
  if (loan === undefined) return undefined
  return loan.ownerId === viewer ? 'owner' : 'recipient'
}
