import { useTranslation } from 'react-i18next'
import './loan-code.css'

/** The short code, large enough to be read across a table. */
export function LoanCode({ code }: { readonly code: string }) {
  const { t } = useTranslation()
  return (
    <div>
      <p className="field-label">{t('ticket.shortCode')}</p>
      <p className="loan-code" data-testid="loan-code">
        {code.split(' ').map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a code stay where they are, and may be alike
          <span key={index} className="loan-code-group">
            {part}{' '}
          </span>
        ))}
      </p>
    </div>
  )
}
