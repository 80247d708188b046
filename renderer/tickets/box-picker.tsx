import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import { boxName, isLendable } from '../devices/device-item.ts'
import { useDeviceItems } from '../devices/use-devices.ts'
import { useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { folded, matches } from '../words/search.ts'
import './box-picker.css'

/** Which boxes to lend, where it began with whom. */
export function BoxPicker({
  begun,
  onPick,
  onClose,
}: {
  /** Ticked in the Devices list before. */
  readonly begun: readonly string[]
  readonly onPick: (boxes: readonly Box[]) => void
  readonly onClose: () => void
}) {
  const { t } = useSay()
  const viewer = useOrganisationId()
  const lendable = useDeviceItems().filter((item) => isLendable(item, viewer))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(begun))
  const [query, setQuery] = useState('')
  const found = lendable.filter((item) => matches(folded(query), item.texts))
  const picked = lendable.filter(({ box }) => ticked.has(box.id)).map(({ box }) => box)
  const toggle = (id: string) => {
    const rest = [...ticked].filter((one) => one !== id)
    setTicked(new Set(ticked.has(id) ? rest : [...rest, id]))
  }
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (picked.length > 0) onPick(picked)
      }}
    >
      <Field label={t('lend.pickSearch')} autoFocus value={query} onChange={setQuery} />
      {found.length === 0 ? <Notice>{t('lend.pickNone')}</Notice> : null}
      <ul className="box-picker">
        {found.map(({ box }) => (
          <li key={box.id}>
            <label>
              <input type="checkbox" checked={ticked.has(box.id)} onChange={() => toggle(box.id)} />
              {boxName(box)}
            </label>
          </li>
        ))}
      </ul>
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" whyNot={picked.length === 0 ? t('lend.pickFirst') : undefined}>
          {t('lend.pickDo', { count: picked.length })}
        </Button>
      </DialogButtons>
    </form>
  )
}
