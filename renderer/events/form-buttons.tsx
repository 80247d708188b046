import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import './event-form.css'

/** How each form of an event ends: what went wrong, and its buttons, the act last. */
export function FormButtons({
  act,
  ready,
  busy,
  problem,
  onCancel,
}: {
  readonly act: string
  readonly ready: boolean
  readonly busy: boolean
  readonly problem: string | undefined
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  return (
    <>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <div className="event-form-buttons">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy} whyNot={ready ? undefined : t('events.formIncomplete')}>
          {act}
        </Button>
      </div>
    </>
  )
}
