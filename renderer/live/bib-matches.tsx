import type { StartListEntry } from '../../shared/desktop-live.ts'
import { useSay } from '../words/say.tsx'

/** Whom the start list knows for what is typed. Arrows choose one; the bib that is typed needs no choosing. */
export function BibMatches({
  id,
  typed,
  matches,
  picked,
  onPick,
}: {
  readonly id: string
  readonly typed: string
  readonly matches: readonly StartListEntry[]
  readonly picked: StartListEntry | undefined
  readonly onPick: (entry: StartListEntry) => void
}) {
  const { t } = useSay()
  return (
    <div id={id} className="live-bib-matches" role="listbox" aria-label={t('live.bibMatches')}>
      {matches.map((entry) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as a combobox does
        // biome-ignore lint/a11y/useFocusableInteractive: the same: the focus stays in the field
        <div
          key={entry.bib}
          id={matchId(id, entry)}
          role="option"
          className="live-bib-match"
          aria-selected={entry === picked}
          data-typed={entry.bib === typed || undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(entry)}
        >
          <b>{entry.bib}</b> <span>{entry.name}</span> <span className="muted small">{entry.race}</span>
        </div>
      ))}
    </div>
  )
}

export function matchId(listId: string, { bib }: StartListEntry): string {
  return `${listId}-${encodeURIComponent(bib)}`
}
