import { useTranslation } from 'react-i18next'
import { useTracksideState } from '../trackside.tsx'
import { RescueNotice } from './rescue-notice.tsx'
import './problem-lines.css'

/** What is wrong with this laptop itself, each in one line until it is over. Nothing is blocked. */
export function ProblemLines() {
  const { t } = useTranslation()
  const problems = useTracksideState((state) => state.status?.problems)
  const rescue = useTracksideState((state) => state.status?.rescue)
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
      {rescue === undefined ? null : <RescueNotice rescue={rescue} />}
    </div>
  )
}
