import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { bibSchema } from '../../shared/records/race-action.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSay } from '../words/say.tsx'

export interface RaceAct {
  readonly kind: 'DNF' | 'DNS' | 'DSQ' | 'NOTE'
  /** When its key was pressed. */
  readonly at: string
}

/** Whom it is about, and for a note, what. */
export function RaceActForm({
  act: { kind },
  onSave,
  onClose,
}: {
  readonly act: RaceAct
  readonly onSave: (fields: { readonly bib: string; readonly note: string }) => void
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const [bib, setBib] = useState('')
  const [note, setNote] = useState('')
  const isNote = kind === 'NOTE'
  const isBib = bibSchema.safeParse(bib).success
  const ready = isNote ? note.trim() !== '' && (bib.trim() === '' || isBib) : isBib
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (ready) onSave({ bib: bib.trim(), note: note.trim() })
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: Esc anywhere in the form puts it away
    <form className="live-act" aria-label={t(`live.act.${kind}`)} onSubmit={submit} onKeyDown={pressed}>
      {isNote ? <Field label={t('live.note')} value={note} onChange={setNote} maxLength={200} autoFocus /> : null}
      <Field
        label={t(isNote ? 'live.bibOptional' : 'live.bibOf', { what: t(`live.act.${kind}`) })}
        value={bib}
        onChange={setBib}
        maxLength={20}
        autoComplete="off"
        autoFocus={!isNote}
      />
      <div className="live-act-buttons">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="submit" whyNot={ready ? undefined : t(isNote ? 'live.noteFirst' : 'live.bibFirst')}>
          {t(`live.actDo.${kind}`)}
        </Button>
      </div>
    </form>
  )
}
