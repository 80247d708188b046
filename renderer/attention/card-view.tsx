import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'

/** What all cards have: a title, what is told of it, the one next step, and that it is dealt with. */
export function CardView({
  id,
  title,
  next,
  problem,
  children,
}: {
  readonly id: string
  readonly title: string
  /** Absent: dealing with it is the next step. */
  readonly next: ReactNode
  readonly problem?: string | undefined
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [fault, setFault] = useState<string>()
  const dealWith = () => {
    core.call('dealWithCard', { id }).catch((error: unknown) => setFault(faultSentence(t, error)))
  }
  const wrong = problem ?? fault
  return (
    <>
      <span className="attention-sign" aria-hidden="true">
        ▲
      </span>
      <div className="attention-text">
        <h2>{title}</h2>
        {children}
        {wrong === undefined ? null : <InlineError>{wrong}</InlineError>}
      </div>
      <div className="attention-acts">
        {next}
        <Button look={next ? 'quiet' : 'plain'} aria-label={t('attention.dealtWithThis', { title })} onClick={dealWith}>
          {t('attention.dealtWith')}
        </Button>
      </div>
    </>
  )
}
