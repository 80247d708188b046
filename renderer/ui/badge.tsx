import { useTranslation } from 'react-i18next'
import { grouped } from './grouped.ts'
import './badge.css'

/** A count. `hot`: somebody has to look. */
export function Badge({ count, hot = false }: { readonly count: number; readonly hot?: boolean }) {
  const { i18n } = useTranslation()
  if (count === 0) return null
  return <span className={hot ? 'badge badge-hot' : 'badge'}>{grouped(i18n.language, count)}</span>
}
