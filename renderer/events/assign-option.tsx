import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { AssignableBox } from './assignable-boxes.ts'
import { earlySentence } from './box-in-event.tsx'

/** A box to pick, with whose it is (L11) and why it can't be taken, or what to know before. */
export function AssignOption({
  id,
  assignable,
  ticked,
  active,
  onToggle,
}: {
  readonly id: string
  readonly assignable: AssignableBox
  readonly ticked: boolean
  readonly active: boolean
  readonly onToggle: (assignable: AssignableBox) => void
}) {
  const say = useSay()
  const { box, refusal, assignment, placeNames, finishAfterLoan } = assignable
  const custody = useCustody(box)
  const early = finishAfterLoan !== undefined && custody.loan !== undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the search field, which has the focus
    <div
      id={id}
      className="assign-option"
      role="option"
      tabIndex={-1}
      aria-selected={ticked}
      aria-disabled={refusal !== undefined || undefined}
      data-active={active || undefined}
      onClick={() => onToggle(assignable)}
    >
      <span className="assign-tick" aria-hidden="true">
        {refusal === undefined ? (ticked ? '☑' : '☐') : '–'}
      </span>
      <div className="assign-option-text">
        <span>
          <span className="mono">{box.serial}</span> {box.alias}
        </span>
        <CustodyTag facts={custody} size="line" />
        {refusal === undefined ? null : <span className="small">{refusalSentence(say, refusal)}</span>}
        {refusal === undefined && assignment !== undefined ? (
          <span className="muted small">
            {say.t('events.assignHas', { place: placeNames === '' ? say.t('events.notPlaced') : placeNames })}
          </span>
        ) : null}
        {early && custody.loan ? (
          <span className="event-early">
            <span aria-hidden="true">▲ </span>
            {earlySentence(say, custody.loan.endsAt, finishAfterLoan)}
          </span>
        ) : null}
      </div>
    </div>
  )
}
