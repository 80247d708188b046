import { useTranslation } from 'react-i18next'
import { CustodyShape } from '../custody/custody-shape.tsx'
import './strip-bar.css'

const KEYS = [
  { id: 'lent', side: 'lent', phase: 'on', shape: 'lent' },
  { id: 'borrowed', side: 'borrowed', phase: 'on', shape: 'borrowed' },
  { id: 'reserved', side: 'lent', phase: 'reserved', shape: 'reserved' },
  { id: 'unconfirmed', side: 'lent', phase: 'on', shape: 'lent' },
  { id: 'not-back', side: 'lent', phase: 'over', shape: 'over' },
  { id: 'ended', side: 'lent', phase: 'ended', shape: 'lent' },
] as const

/** What the bars' shapes and fillings mean. */
export function StripKey() {
  const { t } = useTranslation()
  return (
    <ul className="strip-key" aria-label={t('loans.strip.key')}>
      {KEYS.map(({ id, side, phase, shape }) => (
        <li key={id}>
          <span
            className="strip-bar"
            aria-hidden="true"
            data-side={side}
            data-phase={phase}
            data-confirmed={id !== 'unconfirmed'}
          >
            {phase === 'over' ? <span className="strip-late" /> : null}
            <span className="strip-label">
              <CustodyShape state={shape} hollow={id === 'unconfirmed'} />
            </span>
          </span>
          {t(`loans.strip.keyOf.${id}`)}
        </li>
      ))}
      <li>
        <span className="strip-key-now" aria-hidden="true" />
        {t('loans.strip.keyOf.now')}
      </li>
    </ul>
  )
}
