import { useCallback } from 'react'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { goTo, usePlace } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { BalanceView } from './balance-view.tsx'
import { LOANS_SCREEN, useLoanView } from './loans-head.tsx'
import { LoansList } from './loans-list.tsx'
import { StripView } from './strip-view.tsx'
import { useFoundLoans, useLoanRows } from './use-loan-rows.ts'
import './loans-screen.css'

/** Every loan of which this organisation is a side: as a list, in time, or added up per partner. */
export function LoansScreen() {
  const { opened } = usePlace()
  const [{ query }] = useScreenState(LOANS_SCREEN)
  const [view] = useLoanView()
  const rows = useLoanRows()
  const found = useFoundLoans(rows, query)
  const open = useCallback((id: string) => goTo(LOANS_SCREEN, id), [])
  const boxId = rows.find(({ loan }) => loan.id === opened)?.loan.boxId
  return (
    <ListWithInspector
      inspector={
        boxId === undefined ? null : <BoxInspector key={boxId} boxId={boxId} onClose={() => goTo(LOANS_SCREEN)} />
      }
    >
      {view === 'list' ? <LoansList rows={found} opened={opened} onOpen={open} /> : null}
      {view === 'strip' ? <StripView rows={found} openedBox={boxId} onOpen={open} /> : null}
      {view === 'balance' ? <BalanceView /> : null}
    </ListWithInspector>
  )
}
