import { useTranslation } from 'react-i18next'
import type { Loan } from '../../shared/records/loan.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import { actsFor, type BoxAct } from '../devices/box-acts.ts'
import { boxName } from '../devices/device-item.ts'
import { EndLoanDialog, ExtendDialog, GiveBackDialog } from '../devices/loan-dialogs.tsx'
import { useFormItems } from '../tickets/use-form-items.ts'
import { useIdentity, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import type { Say } from '../words/say.tsx'
import type { LoanRow } from './loan-rows.ts'

/** What can be done with a loan from the list. */
export type LoanAct = Extract<BoxAct, 'back' | 'code' | 'extend' | 'end' | 'give-back' | 'ask-time'>

const LOAN_ACTS: readonly BoxAct[] = [
  'back',
  'code',
  'extend',
  'end',
  'give-back',
  'ask-time',
] satisfies readonly LoanAct[]

/** The nearest act as a button, the others in a menu. */
export function LoanActs({
  row: { loan, facts },
  onAct,
}: {
  readonly row: LoanRow
  readonly onAct: (act: LoanAct, loan: Loan) => void
}) {
  const { t } = useTranslation()
  const permissions = useIdentity()?.permissions ?? []
  const [first, ...others] = actsFor(facts.state, false, (permission) => permissions.includes(permission)).filter(
    isLoanAct,
  )
  const forms = useFormItems(loan)
  const box = boxName({ serial: loan.boxSerial, alias: loan.boxAlias })
  if (first === undefined) return <FormsOnly items={forms} box={box} />
  const words = actWords(t, first, facts)
  return (
    <div className="loan-acts">
      <Button aria-label={t('loans.actOn', { act: words, box })} onClick={() => onAct(first, loan)}>
        {words}
      </Button>
      <Menu
        label={t('loans.more', { box })}
        items={[
          ...others.map((act) => ({
            label: actWords(t, act, facts),
            onChoose: () => onAct(act, loan),
            danger: act === 'end',
          })),
          ...forms,
        ]}
      />
    </div>
  )
}

/** A loan that is over has no act left but to show what was signed. */
function FormsOnly({ items, box }: { readonly items: readonly MenuItem[]; readonly box: string }) {
  const { t } = useTranslation()
  return (
    <div className="loan-acts">
      {items.map(({ label, onChoose }) => (
        <Button key={label} aria-label={t('ticket.showOn', { act: label, box })} onClick={onChoose}>
          {label}
        </Button>
      ))}
    </div>
  )
}

/** The dialog of an act; those without one are done by the screen, or by the door. */
export function LoanActDialog({
  act,
  row,
  onClose,
}: {
  readonly act: LoanAct
  /** Undefined: the loan is gone from here. */
  readonly row: LoanRow | undefined
  readonly onClose: () => void
}) {
  const box = useRecord('box', row?.loan.boxId)
  if (box === undefined || row === undefined) return null
  const props = { box, loan: row.loan, custody: row.facts, onClose }
  switch (act) {
    case 'extend':
      return <ExtendDialog {...props} />
    case 'end':
      return <EndLoanDialog {...props} />
    case 'give-back':
      return <GiveBackDialog {...props} />
    case 'back':
    case 'code':
    case 'ask-time':
      return null
  }
}

function actWords(t: Say['t'], act: LoanAct, { partner }: CustodyFacts): string {
  switch (act) {
    case 'back':
      return t('box.itIsBack')
    case 'code':
      return t('box.showCode')
    case 'extend':
      return t('box.extend')
    case 'end':
      return t('box.endLoan')
    case 'ask-time':
      return t('ticket.ask')
    case 'give-back':
      return t('box.giveBack', { partner: partner ?? t('custody.partnerUnknown') })
  }
}

function isLoanAct(act: BoxAct): act is LoanAct {
  return LOAN_ACTS.includes(act)
}
