import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tellDone } from '../give/toasts.tsx'
import type { SavedView } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import { isNameTaken, viewShown, withRenamed, withView } from './saved-views.ts'
import type { DeviceView } from './use-device-view.ts'

const NAME_LENGTH = 40

/** Filter, search, groups, order and columns under a name. */
export function ViewsMenu({ view }: { readonly view: DeviceView }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'save' | 'manage'>()
  const { views } = view.screen
  const shown = viewShown(views, view.current)
  const close = () => setDialog(undefined)
  return (
    <>
      <Menu
        label={t('devices.views.title')}
        face={shown === undefined ? t('devices.views.title') : t('devices.views.shown', { name: shown.name })}
        items={[
          ...views.map((one) => ({ label: one.name, onChoose: () => view.apply(one) })),
          { label: t('devices.views.save'), onChoose: () => setDialog('save') },
          ...(views.length > 0 ? [{ label: t('devices.views.manage'), onChoose: () => setDialog('manage') }] : []),
        ]}
      />
      {dialog === 'save' ? <SaveViewDialog view={view} onClose={close} /> : null}
      {dialog === 'manage' ? <ManageViewsDialog view={view} onClose={close} /> : null}
    </>
  )
}

interface ViewDialogProps {
  readonly view: DeviceView
  readonly onClose: () => void
}

function SaveViewDialog({ view: { screen, change, current }, onClose }: ViewDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const replaces = isNameTaken(screen.views, trimmed)
  const save = () => {
    change({ views: withView(screen.views, crypto.randomUUID(), trimmed, current) })
    tellDone(t, t('devices.views.saved', { name: trimmed }))
    onClose()
  }
  return (
    <Dialog title={t('devices.views.saveTitle')} opened onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed !== '') save()
        }}
      >
        <p>{t('devices.views.saveText')}</p>
        <Field
          label={t('devices.views.name')}
          description={t('devices.views.nameHint')}
          value={name}
          onChange={setName}
          maxLength={NAME_LENGTH}
          autoFocus
        />
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" whyNot={trimmed === '' ? t('devices.views.nameMissing') : undefined}>
            {replaces ? t('devices.views.replaceDo', { name: trimmed }) : t('devices.views.saveDo')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

function ManageViewsDialog({ view: { screen, change }, onClose }: ViewDialogProps) {
  const { t } = useTranslation()
  const remove = (gone: SavedView) => {
    const before = screen.views
    const left = before.filter(({ id }) => id !== gone.id)
    change({ views: left })
    tellDone(t, t('devices.views.deleted', { name: gone.name }), async () => {
      change({ views: before })
      return true
    })
    if (left.length === 0) onClose()
  }
  return (
    <Dialog title={t('devices.views.manageTitle')} opened onClose={onClose}>
      <ul className="dialog-form">
        {screen.views.map((one) => (
          <ViewLine
            key={one.id}
            view={one}
            views={screen.views}
            onRename={(name) => change({ views: withRenamed(screen.views, one.id, name) })}
            onDelete={() => remove(one)}
          />
        ))}
      </ul>
      <DialogButtons>
        <Button look="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function ViewLine({
  view,
  views,
  onRename,
  onDelete,
}: {
  readonly view: SavedView
  readonly views: readonly SavedView[]
  readonly onRename: (name: string) => void
  readonly onDelete: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState(view.name)
  const trimmed = name.trim()
  const isTaken = isNameTaken(views, trimmed, view.id)
  return (
    <li className="view-line">
      <Field
        label={t('devices.views.nameOf', { name: view.name })}
        value={name}
        maxLength={NAME_LENGTH}
        error={isTaken ? t('devices.views.nameTaken', { name: trimmed }) : undefined}
        onChange={setName}
      />
      <Button
        whyNot={trimmed === view.name || trimmed === '' || isTaken ? t('devices.views.renameWhyNot') : undefined}
        onClick={() => onRename(trimmed)}
      >
        {t('devices.views.rename', { name: view.name })}
      </Button>
      <Button onClick={onDelete}>{t('devices.views.delete', { name: view.name })}</Button>
    </li>
  )
}
