import { CustodyTag } from '../custody/custody-tag.tsx'
import { useLoanCustody } from '../custody/use-custody.ts'
import { useSay } from '../words/say.tsx'
import type { BorrowedBox, TimesOfBox } from './give-back-facts.ts'
import { fallLines } from './give-back-words.ts'

/** A box to give back: whose, until when, and what falls with it. */
export function GiveBackRow({
  box,
  times,
  ticked,
  onToggle,
}: {
  readonly box: BorrowedBox
  readonly times: TimesOfBox
  readonly ticked: boolean
  readonly onToggle: () => void
}) {
  const say = useSay()
  const { loan, run } = box
  const custody = useLoanCustody(loan)
  return (
    <li className="give-back-row" data-runs={run !== undefined || undefined}>
      <label className="give-back-tick">
        <input type="checkbox" checked={ticked} onChange={onToggle} />
        <span className="give-back-name">
          <span className="mono">{loan.boxSerial}</span>
          {loan.boxAlias === '' ? null : <span>{loan.boxAlias}</span>}
        </span>
      </label>
      <CustodyTag facts={custody} size="line" />
      <ul className="give-back-falls">
        {fallLines(say, box, times).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </li>
  )
}
