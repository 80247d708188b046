import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { cloudProblem } from './cloud-problem.ts'

/** One field for a cloud's address. The shell says whether it is one, and goes on with it. */
export function CloudAddressForm({
  first,
  wrong,
  busy,
  onAnswer,
  children,
}: {
  /** What stands in the field at first. */
  readonly first: string
  /** What the shell didn't take for an address. */
  readonly wrong: string | undefined
  readonly busy: boolean
  readonly onAnswer: (typed: string) => void
  /** Beside the button. */
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(first)
  const [isMissing, setMissing] = useState(false)
  const isWrong = isMissing || (!busy && wrong === typed)
  const answer = () => {
    if (busy) return
    const isEmpty = typed.trim() === ''
    setMissing(isEmpty)
    if (!isEmpty) onAnswer(typed)
  }
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        answer()
      }}
    >
      <Field
        label={t('cloudAddress.label')}
        description={t('cloudAddress.hint')}
        autoComplete="url"
        autoFocus
        maxLength={300}
        value={typed}
        onChange={(text) => {
          setMissing(false)
          setTyped(text)
        }}
        error={isWrong ? cloudProblem(t, typed) : undefined}
      />
      <Button look="primary" type="submit" busy={busy}>
        {t('cloudAddress.save')}
      </Button>
      {children}
    </form>
  )
}
