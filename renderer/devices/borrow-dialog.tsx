import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import type { Say } from '../words/say.tsx'
import { BorrowDone, BorrowRefused, BorrowWaiting } from './borrow-results.tsx'
import { type CodeReading, readTypedCode } from './typed-code.ts'

type Refused = Extract<CallResult<'borrow'>, { status: 'refused' }>

/** L5: enters a loan code. What is mistyped is caught while it is typed, without the cloud (L3). */
export function BorrowDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [result, setResult] = useState<CallResult<'borrow'>>()
  const reading = readTypedCode(typed)
  const problem = codeProblem(t, reading, tried)

  const type = (text: string) => {
    setTyped(text)
    setResult(undefined)
    setFault(undefined)
    setTried(false)
  }
  const borrow = async () => {
    setTried(true)
    setFault(undefined)
    if (reading.kind !== 'good' || busy) return
    setBusy(true)
    try {
      setResult(await core.call('borrow', { code: reading.token }))
    } catch (error) {
      setFault(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }

  if (result?.status === 'done') {
    return (
      <Dialog title={t('borrow.title')} opened onClose={onClose}>
        <BorrowDone loanIds={result.loanIds} leftOut={result.leftOut} onAnother={() => type('')} onClose={onClose} />
      </Dialog>
    )
  }
  if (result?.status === 'waiting') {
    return (
      <Dialog title={t('borrow.waitingTitle')} opened onClose={onClose}>
        <BorrowWaiting onAnother={() => type('')} onClose={onClose} />
      </Dialog>
    )
  }
  const refused: Refused | undefined = result
  return (
    <Dialog title={t('borrow.title')} opened onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void borrow()
        }}
      >
        <Field
          label={t('borrow.field')}
          description={t('borrow.hint')}
          mono
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={type}
          error={problem}
        />
        <p className="muted small" aria-hidden="true">
          {t('borrow.progress', { count: reading.length })}
        </p>
        {fault === undefined ? null : <InlineError>{fault}</InlineError>}
        {refused === undefined ? null : <BorrowRefused refused={refused} onClose={onClose} />}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} whyNot={problem}>
            {refused?.code === 'PLAN_LIMIT' ? t('borrow.tryAgain') : t('borrow.do')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

/** While somebody is still typing, only what can't become right is said. */
function codeProblem(t: Say['t'], reading: CodeReading, tried: boolean): string | undefined {
  switch (reading.kind) {
    case 'stranger':
      return t('borrow.notInCode', { character: reading.character })
    case 'mistyped':
      return t('borrow.mistyped')
    case 'long':
      return t('borrow.tooLong', { count: reading.length })
    case 'short':
      return tried ? t('borrow.tooShort', { count: reading.length }) : undefined
    case 'good':
      return undefined
  }
}
