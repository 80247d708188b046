import { useTranslation } from 'react-i18next'
import { useDoor } from '../tickets/door-context.ts'
import { Button } from '../ui/button.tsx'
import { ScanIcon } from '../ui/icons.tsx'
import { EventCountdown } from './event-countdown.tsx'
import { SearchField } from './search-field.tsx'
import { StatusChip } from './status-chip.tsx'
import './top-bar.css'

export function TopBar({ screen }: { readonly screen: string }) {
  return (
    <header className="top-bar">
      <EventCountdown />
      <SearchField screen={screen} />
      <ScanButton />
      <StatusChip />
    </header>
  )
}

/** The one door, from every screen. */
function ScanButton() {
  const { t } = useTranslation()
  const door = useDoor()
  return (
    <Button className="top-bar-scan" aria-label={t('scan.open')} title={t('scan.title')} onClick={() => door.receive()}>
      <ScanIcon />
      <span className="top-bar-scan-word">{t('scan.open')}</span>
    </Button>
  )
}
