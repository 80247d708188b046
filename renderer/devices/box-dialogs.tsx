import type { Box } from '../../shared/records/box.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import { MoveBoxesDialog, TakeOutDialog } from '../groups/move-boxes-dialog.tsx'
import type { BoxAct } from './box-acts.ts'
import type { BoxUse } from './box-use.ts'
import { EditBoxDialog, RetireDialog } from './edit-box-dialog.tsx'
import { LendDialog } from './lend-dialog.tsx'
import { EndLoanDialog, ExtendDialog, GiveBackDialog, ShowCodeDialog, TakeOffDialog } from './loan-dialogs.tsx'

export type BoxDialogName = BoxAct | 'edit' | 'retire' | 'move' | 'take-out'

/** The dialog of an act with one box. */
export function BoxDialogs({
  name,
  box,
  custody,
  use,
  onClose,
}: {
  readonly name: BoxDialogName
  readonly box: Box
  readonly custody: CustodyFacts
  readonly use: BoxUse
  readonly onClose: () => void
}) {
  if (name === 'lend') return <LendDialog boxes={[box]} onClose={onClose} />
  if (name === 'move') return <MoveBoxesDialog boxes={[box]} onClose={onClose} />
  if (name === 'take-out') return <TakeOutDialog boxes={[box]} onClose={onClose} />
  if (name === 'edit') return <EditBoxDialog box={box} onClose={onClose} />
  if (name === 'retire') return <RetireDialog box={box} onClose={onClose} />
  if (name === 'take-off' && use.event) {
    return <TakeOffDialog box={box} event={use.event} run={use.run} onClose={onClose} />
  }
  // The loan ended under an open dialog: there is nothing left to ask.
  if (custody.loan === undefined) return null
  const loan = { box, loan: custody.loan, custody, onClose }
  if (name === 'code') return <ShowCodeDialog {...loan} />
  if (name === 'extend') return <ExtendDialog {...loan} />
  if (name === 'end') return <EndLoanDialog {...loan} />
  return name === 'give-back' ? <GiveBackDialog {...loan} /> : null
}
