import { useEffect, useState } from 'react'
import type { LoanId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'

/** The short code, kept on the laptop that made it and nowhere else; undefined while it is asked for. */
export function useLoanCode(loanId: LoanId | undefined): string | null | undefined {
  const { core } = useTrackside()
  const [code, setCode] = useState<string | null>()
  useEffect(() => {
    if (loanId === undefined) return
    let isCurrent = true
    const known = (found: string | null) => {
      if (isCurrent) setCode(found)
    }
    core.call('loanCode', { loanId }).then(
      (result) => known(result.code),
      () => known(null),
    )
    return () => {
      isCurrent = false
    }
  }, [core, loanId])
  return code
}
