import { useRef, useState } from 'react'
import type { EventId } from '../../shared/records/scalars.ts'
import { Button } from '../ui/button.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'
import { NameChipForm } from './name-chip-form.tsx'
import type { UnknownChip } from './steady-chips.ts'

const rowId = ({ chip }: UnknownChip) => chip

/** The chips that nobody is named for, each to be named on the spot. */
export function UnknownChips({
  eventId,
  chips,
  total,
  canName,
  onNamed,
}: {
  readonly eventId: EventId
  readonly chips: readonly UnknownChip[]
  readonly total: number
  readonly canName: boolean
  readonly onNamed: () => void
}) {
  const say = useSay()
  const { t } = say
  const listRef = useRef<HTMLDivElement>(null)
  const { shown, waiting, letIn } = useCalmRows(chips, rowId, eventId, listRef)
  const [naming, setNaming] = useState<string>()
  const end = () => {
    setNaming(undefined)
    // The button that had the focus is gone with its chip.
    listRef.current?.focus()
  }
  const more = total - chips.length
  return (
    <div className="unknown-chips" ref={listRef} tabIndex={-1}>
      {chips.length === 0 ? (
        <EmptyState title={t('startList.unknownNone')}>{t('startList.unknownNoneText')}</EmptyState>
      ) : (
        <p className="muted">{t('startList.unknownWhy')}</p>
      )}
      <NewRowsBar count={waiting} onShow={letIn} />
      <ul aria-label={t('startList.views.unknown')}>
        {shown.map((chip) => (
          <li key={chip.chip} className="unknown-chip">
            <ChipLine chip={chip} />
            {!canName ? null : naming === chip.chip ? (
              <NameChipForm
                eventId={eventId}
                chip={chip.chip}
                onNamed={() => {
                  end()
                  onNamed()
                }}
                onCancel={end}
              />
            ) : (
              <Button aria-label={t('startList.nameThis', { chip: chip.chip })} onClick={() => setNaming(chip.chip)}>
                {t('startList.nameIt')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="muted">{t('startList.unknownMore', { count: more, number: grouped(say, more) })}</p>
      ) : null}
    </div>
  )
}

function ChipLine({ chip: { chip, count, lastAt } }: { readonly chip: UnknownChip }) {
  const say = useSay()
  const { t, time, now } = say
  return (
    <span className="unknown-chip-what">
      <span className="mono unknown-chip-code">{chip}</span>
      <span className="muted">
        {t('startList.reads', { count, number: grouped(say, count) })} ·{' '}
        {t('startList.lastRead', { when: time.past(lastAt, now) })}
      </span>
    </span>
  )
}
