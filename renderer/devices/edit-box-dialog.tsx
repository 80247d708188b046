import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import { useGive } from '../give/use-give.ts'
import { goTo } from '../router.ts'
import { useOrganisationId, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field, TextField } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { boxName } from './device-item.ts'

interface BoxDialogProps {
  readonly box: Box
  readonly onClose: () => void
}

/** L8 allows it to the owner even while the box is away; a group's receiver may rename, where its role allows it (G6). */
export function EditBoxDialog({ box, onClose }: BoxDialogProps) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const isOwn = box.ownerId === useOrganisationId()
  const partner = useRecord('partner', box.ownerId)
  const [alias, setAlias] = useState(box.alias)
  const [notes, setNotes] = useState(box.notes ?? '')
  const save = async () => {
    const before = { alias: box.alias, notes: box.notes ?? '' }
    const edit = (fields: typeof before) => {
      const changed = isOwn ? fields : { alias: fields.alias }
      return [{ type: 'editBox', args: { boxId: box.id, ...changed } }] as const
    }
    const said = t('box.editDone', { serial: box.serial })
    if (await give(edit({ alias, notes }), { said, undo: edit(before) })) onClose()
  }
  return (
    <Dialog title={t('box.editTitle', { serial: box.serial })} opened onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t('devices.alias')} value={alias} onChange={setAlias} maxLength={60} autoFocus />
        {isOwn ? (
          <TextField
            label={t('box.notes')}
            description={t('box.editNotesHint')}
            value={notes}
            onChange={setNotes}
            maxLength={2000}
            rows={5}
          />
        ) : (
          <p className="muted">{t('box.editTheirs', { partner: partner?.name ?? t('custody.partnerUnknown') })}</p>
        )}
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {t('box.editDo', { serial: box.serial })}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

/** There is no way back, so it asks. */
export function RetireDialog({ box, onClose }: BoxDialogProps) {
  const { t } = useTranslation()
  const { give, problem } = useGive()
  const name = boxName(box)
  const retire = async () => {
    const done = await give([{ type: 'retireBox', args: { boxId: box.id } }], {
      said: t('box.retireDone', { box: name }),
    })
    if (done) goTo('devices')
    return done
  }
  return (
    <ConfirmDialog
      title={t('box.retireTitle', { box: name })}
      act={t('box.retireDo', { box: box.serial })}
      problem={problem}
      onConfirm={retire}
      onClose={onClose}
    >
      <p>{t('box.retireText')}</p>
    </ConfirmDialog>
  )
}
