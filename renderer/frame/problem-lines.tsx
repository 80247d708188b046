import { useTranslation } from 'react-i18next'
import { useTracksideState } from '../trackside.tsx'
import './problem-lines.css'

/** What is wrong with this laptop itself, each in one line until it is over. Nothing is blocked. */
export function ProblemLines() {
  const { t } = useTranslation()
  const problems = useTracksideState((state) => state.status?.problems)
  const gone = useTracksideState((state) => state.link !== 'open')
  return (
    <div className="problem-lines" role="status">
      {gone ? <p>{t('status.coreGone')}</p> : null}
      {problems?.map((problem) => (
        <p key={problem} className="problem-warning">
          <span aria-hidden="true">▲ </span>
          {t(`problem.${problem}`)}
        </p>
      ))}
    </div>
  )
}
