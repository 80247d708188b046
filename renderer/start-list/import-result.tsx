import { Button } from '../ui/button.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'
import { countWords, problemWords } from './start-list-words.ts'
import type { Import } from './use-import.ts'

/** More are folded, so that the list stays in sight. */
const FEW_PROBLEMS = 5

/** What was understood of a file, and which lines weren't. */
export function ImportResult({ state, onClose }: { readonly state: Import | undefined; readonly onClose: () => void }) {
  const say = useSay()
  const { t } = say
  if (state === undefined) return null
  if (state.kind === 'reading') return <Notice>{t('startList.importing', { file: state.file })}</Notice>
  const close = (
    <Button look="quiet" onClick={onClose}>
      {t('action.dismiss')}
    </Button>
  )
  if (state.kind === 'failed') return <InlineError action={close}>{state.problem}</InlineError>
  const { file, replaced, result } = state
  const { problems, problemCount } = result
  const hidden = problemCount - problems.length
  const words = countWords(say, { total: result.entries, chips: result.chips })
  return (
    <Notice level={problemCount === 0 ? 'good' : 'warning'} action={close}>
      <p>
        {t('startList.imported', { file, ...words })} {replaced ? t('startList.replacedBefore') : ''}
      </p>
      {problemCount === 0 ? null : (
        <details className="start-list-left-out" open={problemCount <= FEW_PROBLEMS}>
          <summary>{t('startList.leftOut', { count: problemCount, number: grouped(say, problemCount) })}</summary>
          <ul>
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>{problemWords(say, problem)}</li>
            ))}
            {hidden > 0 ? <li>{t('startList.leftOutMore', { count: hidden, number: grouped(say, hidden) })}</li> : null}
          </ul>
        </details>
      )}
    </Notice>
  )
}
