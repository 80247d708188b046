import { useTranslation } from 'react-i18next'
import type { Status } from '../../shared/desktop-api.ts'
import { LanguageChoice } from '../settings/language-choice.tsx'

/** Below everything, quietly: which cloud it is, and which language. */
export function SignInFoot({ status, onOtherCloud }: { readonly status: Status; readonly onOtherCloud: () => void }) {
  const { t } = useTranslation()
  // Only the desktop application knows its cloud by itself; what a member has here belongs to the one that it came from.
  const canChange = window.trackside !== undefined && status.knownMembers.length === 0
  return (
    <footer className="sign-in-foot">
      <div className="sign-in-cloud">
        <span>{t('signIn.cloud', { url: status.cloudUrl })}</span>
        {canChange ? (
          <button type="button" className="sign-in-link" onClick={onOtherCloud}>
            {t('cloudAddress.other')}
          </button>
        ) : null}
      </div>
      <LanguageChoice settings={status.settings} />
    </footer>
  )
}
