import type { Box } from '../../shared/records/box.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { earlySentence } from './box-in-event.tsx'
import { type ScanLine, undoable } from './use-scan-assign.ts'

const SIGNS: Readonly<Record<ScanLine['outcome'], string>> = { done: '✓', same: '=', refused: '✕', undone: '↶' }

/** What was scanned, the newest first and large, each with whose the box is (L11) and its own Undo. */
export function AssignLines({
  lines,
  onUndo,
}: {
  readonly lines: readonly ScanLine[]
  readonly onUndo: (line: ScanLine) => void
}) {
  const { t } = useSay()
  const withUndo = undoable(lines)
  const done = new Set(lines.flatMap(({ box, outcome }) => (outcome === 'done' && box ? [box.id] : [])))
  return (
    <section className="assign-lines" aria-label={t('assign.lines')}>
      <p className="muted small">{t('assign.count', { count: done.size })}</p>
      <div role="log" aria-live="polite">
        <ul>
          {lines.map((line) => (
            <li key={line.id} className="assign-line" data-outcome={line.outcome}>
              <span className="assign-line-sign" aria-hidden="true">
                {SIGNS[line.outcome]}
              </span>
              <div className="assign-line-text">
                <span>
                  <b className="mono">{line.text}</b> {line.box?.alias}
                </span>
                <b>{line.outcome === 'undone' ? t('assign.undone') : line.words}</b>
              </div>
              {withUndo.has(line.id) ? (
                <Button aria-label={t('assign.undoOf', { box: line.text })} onClick={() => onUndo(line)}>
                  {t('action.undo')}
                </Button>
              ) : null}
              {line.box === undefined ? null : (
                <LineCustody box={line.box} finish={line.outcome === 'done' ? line.finishAfterLoan : undefined} />
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function LineCustody({ box, finish }: { readonly box: Box; readonly finish: string | undefined }) {
  const say = useSay()
  const custody = useCustody(box)
  return (
    <>
      <CustodyTag facts={custody} size="line" />
      {finish === undefined || custody.loan === undefined ? null : (
        <span className="event-early">
          <span aria-hidden="true">▲ </span>
          {earlySentence(say, custody.loan.endsAt, finish)}
        </span>
      )}
    </>
  )
}
