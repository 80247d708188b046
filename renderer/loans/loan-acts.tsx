import { useTranslation } from 'react-i18next'
import type { Loan } from '../../shared/records/loan.ts'
import { actsFor, type BoxAct } from '../devices/box-acts.ts'
import { boxName } from '../devices/device-item.ts'
import { EndLoanDialog, ExtendDialog, GiveBackDialog } from '../devices/loan-dialogs.tsx'
import { useFormItems } from '../tickets/use-form-items.ts'
import { useIdentity, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import type { Say } from '../words/say.tsx'
import type { LoanRow } from './loan-rows.ts'

/** What can be done with a loan that is on, from the list. */
export type LoanAct = Extract<BoxAct, 'code' | 'extend' | 'end' | 'give-back' | 'ask-time'>

const LOAN_ACTS: readonly BoxAct[] = ['code', 'extend', 'end', 'give-back', 'ask-time'] satisfies readonly LoanAct[]

/** The nearest act as a button that names what it is about, the others in a menu. */
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
  const partner = facts.partner ?? t('custody.partnerUnknown')
  return (
    <div className="loan-acts">
      <Button
        aria-label={first === 'give-back' ? t('loans.act.giveBackOf', { partner, box }) : undefined}
        onClick={() => onAct(first, loan)}
      >
        {rowWords(t, first, { box: loan.boxSerial, partner })}
      </Button>
      <Menu
        label={t('loans.more', { box })}
        items={[
          ...others.map((act) => ({
            label: menuWords(t, act, partner),
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

/** The dialog of an act; the others are done at the door. */
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
    case 'code':
    case 'ask-time':
      return null
  }
}

/** What stands on the buttons of `rows`, each kind by its longest: the column is as wide as they need. */
export function longestActs(t: Say['t'], rows: readonly LoanRow[]): readonly string[] {
  const states = new Set(rows.map(({ facts }) => facts.state))
  const box = rows.reduce((found, { loan }) => (loan.boxSerial.length > found.length ? loan.boxSerial : found), '')
  const partners = new Set(rows.filter(({ facts }) => facts.state === 'borrowed').map(({ facts }) => facts.partner))
  return [
    ...(states.has('reserved') ? [rowWords(t, 'code', { box, partner: '' })] : []),
    ...(states.has('lent') ? [rowWords(t, 'extend', { box, partner: '' })] : []),
    ...(states.has('ended') ? [t('ticket.show.return-slip')] : []),
    ...[...partners].map((partner = t('custody.partnerUnknown')) => rowWords(t, 'give-back', { box, partner })),
  ]
}

function rowWords(t: Say['t'], act: LoanAct, of: { readonly box: string; readonly partner: string }): string {
  if (act === 'code') return t('loans.act.code', of)
  if (act === 'extend') return t('loans.act.extend', of)
  return menuWords(t, act, of.partner)
}

/** In a menu that is named after the box. */
function menuWords(t: Say['t'], act: LoanAct, partner: string): string {
  switch (act) {
    case 'code':
      return t('box.showCode')
    case 'extend':
      return t('box.extend')
    case 'end':
      return t('box.endLoan')
    case 'ask-time':
      return t('ticket.ask')
    case 'give-back':
      return t('box.giveBack', { partner })
  }
}

function isLoanAct(act: BoxAct): act is LoanAct {
  return LOAN_ACTS.includes(act)
}
