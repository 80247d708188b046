import { useTranslation } from 'react-i18next'
import type { LoanId, OrganisationId } from '../../shared/records/scalars.ts'
import { LendDialog } from '../devices/lend-dialog.tsx'
import type { Scan } from '../scan/scans.tsx'
import { AskTimeDialog } from './ask-time-dialog.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { LoanForm } from './loan-forms.ts'
import { ReceiveDialog } from './receive-dialog.tsx'

/** What the door shows. */
export type Opened =
  | { readonly kind: 'receive'; readonly title?: string; readonly typed?: string; readonly first?: Scan }
  | { readonly kind: 'form'; readonly form: LoanForm | 'card'; readonly loanIds: readonly LoanId[] }
  | { readonly kind: 'ask'; readonly loanId: LoanId }
  | { readonly kind: 'lend'; readonly partnerId: OrganisationId }

export function OpenedDialog({ opened, onClose }: { readonly opened: Opened; readonly onClose: () => void }) {
  const { t } = useTranslation()
  switch (opened.kind) {
    case 'receive': {
      const { title = t('scan.title'), typed = '', first } = opened
      return <ReceiveDialog title={title} typed={typed} first={first} onClose={onClose} />
    }
    case 'form':
      return <FormDialog form={opened.form} loanIds={opened.loanIds} onClose={onClose} />
    case 'ask':
      return <AskTimeDialog loanId={opened.loanId} onClose={onClose} />
    case 'lend':
      return <LendDialog boxes={[]} recipientId={opened.partnerId} onClose={onClose} />
  }
}
