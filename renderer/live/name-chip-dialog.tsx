import { type FormEvent, useState } from 'react'
import { bibSchema } from '../../shared/records/race-action.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'

/** Whose chip it is that the start list doesn't know. */
export function NameChipDialog({
  eventId,
  chip,
  onNamed,
  onClose,
}: {
  readonly eventId: EventId
  readonly chip: string
  readonly onNamed: () => void
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const { core } = useTrackside()
  const [bib, setBib] = useState('')
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const parsed = bibSchema.safeParse(bib)
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!parsed.success || busy) return
    setBusy(true)
    try {
      const named = name.trim() === '' ? {} : { name: name.trim() }
      await core.call('nameChip', { eventId, chip, bib: parsed.data, ...named })
      tellDone(t, t('live.namedSaid', { chip, bib: parsed.data }))
      onNamed()
      onClose()
    } catch (error) {
      setProblem(faultSentence(t, error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('live.nameTitle')} opened onClose={onClose}>
      <form className="dialog-form" onSubmit={(submitted) => void submit(submitted)}>
        <p className="mono live-chip-whole">{chip}</p>
        <Field label={t('live.bib')} value={bib} onChange={setBib} maxLength={20} autoComplete="off" autoFocus />
        <Field
          label={t('live.nameOptional')}
          description={t('live.nameWhy')}
          value={name}
          onChange={setName}
          maxLength={120}
          autoComplete="off"
        />
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" busy={busy} whyNot={parsed.success ? undefined : t('live.bibFirst')}>
            {t('live.nameDo')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
