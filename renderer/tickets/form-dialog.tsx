import type { Loan } from '../../shared/records/loan.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { boxName } from '../devices/device-item.ts'
import { useIdentity } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { FormView } from './form-view.tsx'
import { LentView } from './lent-view.tsx'
import type { LoanForm } from './loan-forms.ts'
import { useLoans } from './loan-records.ts'
import { useLoanCode } from './use-loan-code.ts'
import { useSignedForm } from './use-signed-form.ts'

/** Shows again what was signed here for loans, or this laptop's card. */
export function FormDialog({
  form,
  loanIds,
  onClose,
}: {
  readonly form: LoanForm | 'card'
  readonly loanIds: readonly LoanId[]
  readonly onClose: () => void
}) {
  const say = useSay()
  const loans = useLoans(loanIds)
  const text = useSignedForm(form, loanIds)
  const title = titleOf(say.t, form, loans[0])
  if (form === 'ticket') return <TicketDialog title={title} ticket={text} loanIds={loanIds} onClose={onClose} />
  if (text === undefined) return null
  return (
    <Dialog title={title} opened forCode={text !== null} onClose={onClose}>
      {text === null ? (
        <Notice>{say.t(`ticket.none.${form}`)}</Notice>
      ) : (
        <FormView form={form} text={text} loans={loans}>
          {form === 'card' ? <Holder /> : null}
        </FormView>
      )}
      <DialogButtons>
        <Button look="primary" data-autofocus onClick={onClose}>
          {say.t('lend.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** The code and the QR code of a loan that was made on this laptop. */
function TicketDialog({
  title,
  ticket,
  loanIds,
  onClose,
}: {
  readonly title: string
  readonly ticket: string | null | undefined
  readonly loanIds: readonly LoanId[]
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const code = useLoanCode(loanIds[0])
  if (ticket === undefined || code === undefined) return null
  if (ticket === null && code === null) {
    return (
      <Dialog title={title} opened onClose={onClose}>
        <Notice>{t('ticket.none.ticket')}</Notice>
        <DialogButtons>
          <Button look="primary" data-autofocus onClick={onClose}>
            {t('action.close')}
          </Button>
        </DialogButtons>
      </Dialog>
    )
  }
  return (
    <Dialog title={title} opened forCode={ticket !== null} wide onClose={onClose}>
      <LentView code={code} ticket={ticket} loanIds={loanIds} isNew={false} onClose={onClose} />
    </Dialog>
  )
}

function Holder() {
  const { t } = useSay()
  const organisation = useIdentity()?.organisation
  if (organisation === undefined) return null
  return <p>{t('settings.organisationNumber', { name: organisation.name, number: organisation.number })}</p>
}

function titleOf(t: Say['t'], form: LoanForm | 'card', loan: Loan | undefined): string {
  const box = loan ? boxName({ serial: loan.boxSerial, alias: loan.boxAlias }) : t('command.aBox')
  switch (form) {
    case 'ticket':
      return t('box.codeTitle', { box })
    case 'receipt':
      return t('ticket.receiptTitle', { box })
    case 'return-slip':
      return t('ticket.returnTitle', { box })
    case 'extension-slip':
      return t('ticket.extensionTitle', { box })
    case 'card':
      return t('ticket.cardTitle')
  }
}
