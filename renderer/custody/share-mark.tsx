import { useTranslation } from 'react-i18next'
import { CustodyShape } from './custody-shape.tsx'
import './share-mark.css'

/**
 * G7: the mark of a shared group and of every box in it, on both sides: the diamond and the other organisation's name.
 * `below`: as the second line of a custody tag. `icon`: where only the diamond has room.
 */
export function ShareMark({
  share,
  size = 'name',
  hollow = false,
}: {
  readonly share: { readonly isOurs: boolean; readonly partner: string; readonly group: string }
  readonly size?: 'name' | 'below' | 'icon'
  /** Not confirmed by the cloud yet. */
  readonly hollow?: boolean
}) {
  const { t } = useTranslation()
  const partner = share.partner === '' ? t('custody.partnerUnknown') : share.partner
  const words = t(share.isOurs ? 'groups.sharedWith' : 'groups.sharedBy', { partner, group: share.group })
  const sentence = hollow ? `${words}, ${t('custody.notConfirmed')}` : words
  return (
    <span className={`share-mark share-mark-${size}`} role="img" aria-label={sentence} title={sentence}>
      <CustodyShape state="through-group" hollow={hollow} />
      {size === 'icon' ? null : <span className="share-mark-name">{partner}</span>}
    </span>
  )
}
