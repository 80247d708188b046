import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

/** New rows wait behind it, so that nothing moves under the pointer. */
export function NewRowsBar({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="new-rows-bar" role="status">
      {count === 0 ? null : <Button onClick={onShow}>{t('list.newItems', { count })}</Button>}
    </div>
  )
}
