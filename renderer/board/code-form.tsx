import type { TFunction } from 'i18next'
import { type FormEvent, useId, useState } from 'react'
import { enterCode } from './follow-board.ts'

/** On the local network: the code that stands in Trackside. */
export function CodeForm({ t, onOpened }: { readonly t: TFunction; readonly onOpened: () => void }) {
  const id = useId()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)

  async function enter(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const answer = await enterCode(code)
    setBusy(false)
    if (answer.status === 'opened') onOpened()
    else if (answer.status === 'wait') setProblem(t('board.codeWait', { count: answer.seconds }))
    else setProblem(t(answer.status === 'wrong' ? 'board.codeWrong' : 'board.codeFailed'))
  }

  return (
    <main className="board-said">
      <h1>{t('board.title')}</h1>
      <form className="board-form" onSubmit={(event) => void enter(event)}>
        <label htmlFor={id}>{t('board.code')}</label>
        <input
          id={id}
          className="board-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          aria-describedby={`${id}-why`}
          aria-invalid={problem !== ''}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
        />
        <p id={`${id}-why`}>{t('board.codeWhy')}</p>
        <button type="submit" className="board-button" aria-busy={isBusy}>
          {t('board.codeDo')}
        </button>
        <p role="alert" className="board-problem">
          {problem}
        </p>
      </form>
    </main>
  )
}
