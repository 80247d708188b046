import { useTranslation } from 'react-i18next'
import { placeHref } from '../router.ts'
import { BackIcon } from '../ui/icons.tsx'
import './members.css'

const TABS = ['members', 'roles', 'laptops', 'keys'] as const

/** The lists of one's own organisation, and the way back to where they hang. */
export function MembersTabs({ current }: { readonly current: (typeof TABS)[number] }) {
  const { t } = useTranslation()
  return (
    <nav className="members-tabs" aria-label={t('members.tabs')}>
      <a className="members-back" href={placeHref('settings')}>
        <BackIcon />
        <span className="members-back-word">{t('members.toSettings')}</span>
      </a>
      {TABS.map((tab) => (
        <a key={tab} className="members-tab" href={placeHref(tab)} aria-current={tab === current ? 'page' : undefined}>
          {t(`members.tab.${tab}`)}
        </a>
      ))}
    </nav>
  )
}
