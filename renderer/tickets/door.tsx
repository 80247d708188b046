import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanId, OrganisationId } from '../../shared/records/scalars.ts'
import { LendDialog } from '../devices/lend-dialog.tsx'
import { type Scan, ScansProvider } from '../scan/scans.tsx'
import { useIdentity } from '../trackside.tsx'
import { AskTimeDialog } from './ask-time-dialog.tsx'
import { type Door, DoorContext } from './door-context.ts'
import { FormDialog } from './form-dialog.tsx'
import type { LoanForm } from './loan-forms.ts'
import { ReceiveDialog } from './receive-dialog.tsx'

type Opened =
  | { readonly kind: 'receive'; readonly title?: string; readonly typed?: string; readonly first?: Scan }
  | { readonly kind: 'form'; readonly form: LoanForm | 'card'; readonly loanIds: readonly LoanId[] }
  | { readonly kind: 'ask'; readonly loanId: LoanId }
  | { readonly kind: 'lend'; readonly partnerId: OrganisationId }

/** What is open, and a number of its own: opened again, it begins anew. */
interface Current {
  readonly number: number
  readonly opened: Opened
}

/** Holds the dialogs of the one door, and takes what is scanned on any screen. */
export function DoorProvider({ children }: { readonly children: ReactNode }) {
  const isSignedIn = useIdentity() !== undefined
  const [current, setCurrent] = useState<Current>()
  const door = useMemo<Door>(() => {
    const open = (opened: Opened) => setCurrent((before) => ({ number: (before?.number ?? 0) + 1, opened }))
    return {
      receive: (begin = {}) => open({ kind: 'receive', ...begin }),
      show: (form, loanIds) => open({ kind: 'form', form, loanIds }),
      askForTime: (loanId) => open({ kind: 'ask', loanId }),
      lendTo: (partnerId) => open({ kind: 'lend', partnerId }),
    }
  }, [])
  return (
    <DoorContext value={door}>
      <ScansProvider onScan={(scan) => (isSignedIn ? door.receive({ first: scan }) : undefined)}>
        {children}
        {current === undefined || !isSignedIn ? null : (
          <OpenedDialog key={current.number} opened={current.opened} onClose={() => setCurrent(undefined)} />
        )}
      </ScansProvider>
    </DoorContext>
  )
}

function OpenedDialog({ opened, onClose }: { readonly opened: Opened; readonly onClose: () => void }) {
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
