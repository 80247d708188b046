import { useEffect, useState } from 'react'
import type { CallArgs } from '../../shared/desktop-api.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'

/** The signed text; undefined while it is asked for, null where this laptop has none. */
export function useSignedForm(
  form: CallArgs<'signedForm'>['form'],
  loanIds: readonly LoanId[],
): string | null | undefined {
  const { core } = useTrackside()
  const key = loanIds.join(' ')
  const [text, setText] = useState<string | null>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for loanIds
  useEffect(() => {
    let isCurrent = true
    setText(undefined)
    const known = (found: string | null) => {
      if (isCurrent) setText(found)
    }
    core.call('signedForm', { form, loanIds: [...loanIds] }).then(
      (result) => known(result.text),
      () => known(null),
    )
    return () => {
      isCurrent = false
    }
  }, [core, form, key])
  return text
}
