import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { goTo } from '../router.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import type { Say } from '../words/say.tsx'
import { BorrowDone, BorrowRefused, BorrowWaiting } from './borrow-results.tsx'
import { type CodeReading, readTypedCode } from './typed-code.ts'

type Refused = Extract<CallResult<'borrow'>, { status: 'refused' }>

/** L5: enters a loan code. What is mistyped is caught while it is typed, without the cloud (L3). */
export function BorrowDialog({
  typed: begun = '',
  onClose,
}: {
  /** A code that was entered elsewhere. */
  readonly typed?: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [typed, setTyped] = useState(begun)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [result, setResult] = useState<CallResult<'borrow'>>()
  const reading = readTypedCode(typed, 'token')
  const problem = codeProblem(t, reading, tried)
  const isOther = reading.kind === 'good' && reading.code.kind !== 'token'

  const type = (text: string) => {
    setTyped(text)
    setResult(undefined)
    setFault(undefined)
    setTried(false)
  }
  const borrow = async () => {
    setTried(true)
    setFault(undefined)
    if (reading.kind !== 'good' || reading.code.kind !== 'token' || busy) return
    setBusy(true)
    try {
      setResult(await core.call('borrow', { code: reading.code.token }))
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
        {isOther ? null : (
          <p className="muted small" aria-hidden="true">
            {t('borrow.progress', { count: reading.length })}
          </p>
        )}
        <CodeOfAnotherKind reading={reading} onClose={onClose} />
        {fault === undefined ? null : <InlineError>{fault}</InlineError>}
        {refused === undefined ? null : <BorrowRefused refused={refused} onClose={onClose} />}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            busy={busy}
            whyNot={problem ?? (isOther ? t('borrow.notLoanCode') : undefined)}
          >
            {refused?.code === 'PLAN_LIMIT' ? t('borrow.tryAgain') : t('borrow.do')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

/** A partner code or an invitation: what it is, where it belongs, and the way there. */
function CodeOfAnotherKind({ reading, onClose }: { readonly reading: CodeReading; readonly onClose: () => void }) {
  const { t } = useTranslation()
  if (reading.kind !== 'good' || reading.code.kind === 'token') return null
  const isPartners = reading.code.kind === 'sharing-code'
  const go = () => {
    onClose()
    goTo(isPartners ? 'groups' : 'settings')
  }
  return (
    <Notice
      level="warning"
      action={<Button onClick={go}>{t(isPartners ? 'borrow.isPartnerCodeGo' : 'borrow.isInvitationGo')}</Button>}
    >
      {t(isPartners ? 'borrow.isPartnerCode' : 'borrow.isInvitation')}
    </Notice>
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
