import { useSay } from '../words/say.tsx'
import type { ToLookAt } from './check.ts'

const NAMED = 4

/** First of all, in words: whether all is well, or what isn't and where. */
export function ReadySummary({ found }: { readonly found: readonly ToLookAt[] }) {
  const { t } = useSay()
  const count = found.length
  return (
    <section className="ready-summary" data-level={count === 0 ? 'good' : 'look'} aria-labelledby="ready-summary">
      <h2 id="ready-summary">
        <span aria-hidden="true">{count === 0 ? '● ' : '▲ '}</span>
        <span aria-live="polite">{count === 0 ? t('ready.all') : t('ready.look', { count })}</span>
      </h2>
      {count === 0 ? <p>{t('ready.allWhy')}</p> : null}
      <ul>
        {found.slice(0, NAMED).map(({ place, where, check }) => (
          <li key={`${place} ${check.key}`}>
            <button type="button" className="ready-jump" onClick={() => showPart(place)}>
              {t('ready.about', { where, words: check.words })}
            </button>
          </li>
        ))}
      </ul>
      {count <= NAMED ? null : <p>{t('ready.lookMore', { count: count - NAMED })}</p>}
    </section>
  )
}

/** Brings the part into sight and gives it the focus, for those who go by keyboard. */
function showPart(place: string): void {
  const part = document.getElementById(`ready-${place}`)
  part?.scrollIntoView({ block: 'center' })
  part?.focus({ preventScroll: true })
}
