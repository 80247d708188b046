import { useTranslation } from 'react-i18next'
import type { LoanId } from '../../shared/records/scalars.ts'
import { useRecord, useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import './loan-code-view.css'

/** The code of one or several loans (L17), large enough to be read across a table, and whether it works already. */
export function LoanCodeView({
  code,
  loanIds,
  onClose,
}: {
  readonly code: string
  readonly loanIds: readonly LoanId[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { time, now, nameOf } = useSay()
  const loan = useRecord('loan', loanIds[0])
  const unconfirmed = useUnconfirmed('loan', loanIds[0])
  const addressedTo = loan?.addressedToId === undefined ? undefined : nameOf(loan.addressedToId)
  return (
    <>
      <p className="visually-hidden">{t('lend.code')}</p>
      <p className="loan-code" data-testid="loan-code">
        {code.split(' ').map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a code stay where they are, and may be alike
          <span key={index} className="loan-code-group">
            {part}{' '}
          </span>
        ))}
      </p>
      <p className="loan-code-facts">
        <b>{addressedTo === undefined ? t('lend.codeForAnyone') : t('lend.codeFor', { partner: addressedTo })}</b>
        {loan === undefined ? null : <>, {t('lend.codeUntil', { end: time.long(loan.endsAt, now) })}</>}
      </p>
      <p className="muted">{t('lend.codeHow')}</p>
      <CodeState
        unconfirmed={unconfirmed}
        takenBy={
          loan?.recipientId === undefined ? undefined : (nameOf(loan.recipientId) ?? t('custody.partnerUnknown'))
        }
      />
      <DialogButtons>
        <CopyButton text={code} label={t('lend.copyCode')} />
        <Button look="primary" onClick={onClose}>
          {t('lend.done')}
        </Button>
      </DialogButtons>
    </>
  )
}

function CodeState({ unconfirmed, takenBy }: { readonly unconfirmed: boolean; readonly takenBy: string | undefined }) {
  const { t } = useTranslation()
  if (takenBy !== undefined) return <Notice level="good">{t('lend.codeTaken', { partner: takenBy })}</Notice>
  if (unconfirmed) return <Notice level="warning">{t('lend.codeNotYet')}</Notice>
  return <Notice level="good">{t('lend.codeWorks')}</Notice>
}
