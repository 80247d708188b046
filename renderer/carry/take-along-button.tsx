import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWanted } from '../palette/palette-context.ts'
import { Button } from '../ui/button.tsx'
import { TakeAlongDialog } from './take-along-dialog.tsx'

/** F8: for the second laptop of one's own in the same field. */
export function TakeAlongButton() {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  useWanted(undefined, ['take-along'], () => setOpened(true))
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t('carry.open')}</Button>
      {opened ? <TakeAlongDialog onClose={() => setOpened(false)} /> : null}
    </>
  )
}
