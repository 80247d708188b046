import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boxIdSchema, serialSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { goTo } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'

/** L6: a box of one's own. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const [serial, setSerial] = useState('')
  const [alias, setAlias] = useState('')
  const [model, setModel] = useState('')
  const [tried, setTried] = useState(false)
  const parsed = serialSchema.safeParse(serial)
  const register = async () => {
    setTried(true)
    if (!parsed.success) return
    const boxId = boxIdSchema.parse(crypto.randomUUID())
    const said = t('devices.registered', { serial: parsed.data })
    const undo = [{ type: 'retireBox', args: { boxId } }] as const
    const command = { type: 'registerBox', args: { boxId, serial: parsed.data, alias, model } } as const
    if (!(await give([command], { said, undo }))) return
    onClose()
    goTo('devices', boxId)
  }
  return (
    <Dialog title={t('devices.registerTitle')} opened onClose={onClose}>
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void register()
        }}
      >
        <p>{t('devices.registerText')}</p>
        <Field
          label={t('devices.serial')}
          description={t('devices.serialHint')}
          mono
          autoFocus
          value={serial}
          onChange={setSerial}
          error={(tried || serial !== '') && !parsed.success ? t('devices.serialWrong') : undefined}
        />
        <Field
          label={t('devices.alias')}
          description={t('devices.aliasHint')}
          value={alias}
          onChange={setAlias}
          maxLength={60}
        />
        <Field label={t('devices.model')} value={model} onChange={setModel} maxLength={60} />
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {parsed.success ? t('devices.registerDo', { serial: parsed.data }) : t('devices.registerDoEmpty')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
