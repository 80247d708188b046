import { type FormEvent, useState } from 'react'
import { bibSchema } from '../../shared/records/race-action.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useSay } from '../words/say.tsx'

/** A bib for one entry that was picked from the list. */
export function BibDialog({
  title,
  onSave,
  onClose,
}: {
  readonly title: string
  readonly onSave: (bib: string) => Promise<boolean>
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const [text, setText] = useState('')
  const bib = bibSchema.safeParse(text)
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!bib.success) return
    // What goes wrong is told beside the list, where it can be saved again.
    void onSave(bib.data)
    onClose()
  }
  return (
    <Dialog title={title} opened onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        <Field label={t('live.bib')} value={text} onChange={setText} maxLength={20} autoComplete="off" autoFocus />
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" whyNot={bib.success ? undefined : t('live.bibFirst')}>
            {t('live.saveBib')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
