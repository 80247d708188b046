import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { CreateKeyForm, type MadeKey } from './create-key-form.tsx'
import { KeyLeaving, MadeKeyView } from './made-key-view.tsx'

/**
 * Makes a key and shows it, once: closing asks whether it was stored. The key is in this dialog's memory and nowhere else,
 * not in the address, not in what the window remembers.
 */
export function CreateKeyDialog({ onMade, onClose }: { readonly onMade: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [made, setMade] = useState<MadeKey>()
  const [leaving, setLeaving] = useState(false)
  if (made === undefined) {
    return (
      <Dialog title={t('keys.createTitle')} opened onClose={onClose}>
        <CreateKeyForm
          onMade={(key) => {
            setMade(key)
            onMade()
          }}
          onCancel={onClose}
        />
      </Dialog>
    )
  }
  if (leaving) {
    const back = () => setLeaving(false)
    return (
      <Dialog title={t('keys.leaveTitle')} opened onClose={back}>
        <KeyLeaving name={made.name} onBack={back} onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title={t('keys.madeTitle', { name: made.name })} opened wide onClose={() => setLeaving(true)}>
      <MadeKeyView made={made} onStored={onClose} />
    </Dialog>
  )
}
