import { useTranslation } from 'react-i18next'
import type { CodeReading } from '../devices/typed-code.ts'
import { goTo } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notices.tsx'

export type Elsewhere = 'sharing-code' | 'invitation'

/** A good code that isn't a loan's. */
export function elsewhereOf(reading: CodeReading): Elsewhere | undefined {
  return reading.kind === 'good' && reading.code.kind !== 'token' ? reading.code.kind : undefined
}

/** A partner code or an invitation: what it is, where it belongs, and the way there. */
export function ElsewhereNotice({ kind, onClose }: { readonly kind: Elsewhere; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const isPartners = kind === 'sharing-code'
  const go = () => {
    onClose()
    goTo(isPartners ? 'groups' : 'settings')
  }
  return (
    <Notice
      level="warning"
      action={<Button onClick={go}>{t(isPartners ? 'borrow.isPartnerCodeGo' : 'borrow.isInvitationGo')}</Button>}
    >
      {t(isPartners ? 'borrow.isPartnerCode' : 'borrow.isInvitation')}
    </Notice>
  )
}
