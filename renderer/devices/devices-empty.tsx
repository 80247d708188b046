import { useTranslation } from 'react-i18next'
import { useCan } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/notices.tsx'
import type { DeviceFilter } from './device-item.ts'

/** Why the list is empty, and the way on (ux 17). */
export function DevicesEmpty({
  isEmpty,
  query,
  filter,
  onRegister,
  onShowAll,
}: {
  readonly isEmpty: boolean
  readonly query: string
  readonly filter: DeviceFilter
  /** Undefined: this member may not. */
  readonly onRegister: (() => void) | undefined
  readonly onShowAll: () => void
}) {
  const { t } = useTranslation()
  const canBorrow = useCan('share.borrow')
  if (isEmpty && onRegister !== undefined) {
    return (
      <EmptyState
        title={t('devices.none')}
        action={
          <Button look="primary" onClick={onRegister}>
            {t('devices.register')}
          </Button>
        }
      >
        {t('devices.noneText')}
      </EmptyState>
    )
  }
  if (isEmpty) {
    return <EmptyState title={t('devices.none')}>{t(canBorrow ? 'devices.noneBorrow' : 'devices.noneWait')}</EmptyState>
  }
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
