import { EventCountdown } from './event-countdown.tsx'
import { SearchField } from './search-field.tsx'
import { StatusChip } from './status-chip.tsx'
import './top-bar.css'

export function TopBar({ screen }: { readonly screen: string }) {
  return (
    <header className="top-bar">
      <EventCountdown />
      <SearchField screen={screen} />
      <StatusChip />
    </header>
  )
}
