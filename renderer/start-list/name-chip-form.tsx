import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bibSchema } from '../../shared/records/race-action.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'

const MAX_BIB = 20
const MAX_NAME = 120

/** A bib for a chip, and a name if it is known. Enter saves. */
export function NameChipForm({
  eventId,
  chip,
  onNamed,
  onCancel,
}: {
  readonly eventId: EventId
  readonly chip: string
  readonly onNamed: () => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const bib = bibSchema.safeParse(typed)
  const submit = async () => {
    setTried(true)
    if (!bib.success || busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const called = name.trim()
      await core.call('nameChip', { eventId, chip, bib: bib.data, ...(called === '' ? {} : { name: called }) })
      tellDone(t, t('startList.named', { chip, bib: bib.data }))
      onNamed()
    } catch (error) {
      setProblem(faultSentence(t, error))
      setBusy(false)
    }
  }
  return (
    <form
      className="name-chip"
      aria-label={t('startList.nameThis', { chip })}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field
        label={t('startList.bib')}
        autoComplete="off"
        autoFocus
        maxLength={MAX_BIB}
        value={typed}
        onChange={setTyped}
        error={tried && !bib.success ? t('startList.bibWrong') : undefined}
      />
      <Field label={t('startList.name')} autoComplete="off" maxLength={MAX_NAME} value={name} onChange={setName} />
      <div className="name-chip-acts">
        <Button look="primary" type="submit" busy={busy}>
          {bib.success ? t('startList.nameDoBib', { bib: bib.data }) : t('startList.nameDo')}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </form>
  )
}
