import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/notices.tsx'
import type { DeviceFilter } from './device-item.ts'

/** Why the list is empty, and the way on (ux 17). */
export function DevicesEmpty({
  isEmpty,
  query,
  filter,
  onShowAll,
}: {
  readonly isEmpty: boolean
  readonly query: string
  readonly filter: DeviceFilter
  readonly onShowAll: () => void
}) {
  const { t } = useTranslation()
  if (isEmpty) return <EmptyState title={t('devices.none')}>{t('devices.noneText')}</EmptyState>
  const showAll = <Button onClick={onShowAll}>{t('devices.showAll')}</Button>
  if (query.trim() !== '') {
    return (
      <EmptyState title={t('devices.noMatch', { query: query.trim() })} action={showAll}>
        {t('devices.noMatchText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('devices.noneInFilter')} action={showAll}>
      {t('devices.noneInFilterText', { filter: t(`devices.filter.${filter}`) })}
    </EmptyState>
  )
}
