import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { bibSchema } from '../../shared/records/race-action.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { useRunners } from '../start-list/use-runners.ts'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { BibMatches, matchId } from './bib-matches.tsx'
import type { OpenTime } from './open-time.ts'

const LIST_ID = 'live-bib-matches'

/**
 * The bib of the time that waits longest; Space takes the next time meanwhile. Where none waits, Enter takes the time of
 * the bib that is typed. The start list says who that is, and finds a bib by a name.
 */
export function BibForm({
  fieldRef,
  eventId,
  text,
  onText,
  open,
  current,
  moment,
  onPick,
  onBib,
  onBibNow,
  onTime,
}: {
  readonly fieldRef: RefObject<HTMLInputElement | null>
  readonly eventId: EventId
  readonly text: string
  readonly onText: (text: string) => void
  readonly open: readonly OpenTime[]
  readonly current: OpenTime | undefined
  readonly moment: (at: string) => string
  readonly onPick: (time: OpenTime) => void
  readonly onBib: (time: OpenTime, bib: string) => void
  readonly onBibNow: (bib: string, pressedAtMs: number) => void
  readonly onTime: (pressedAtMs: number) => void
}) {
  const { t } = useSay()
  const matches = useRunners(eventId, text)
  const [at, setAt] = useState(-1)
  const picked = matches[at]
  const bib = bibSchema.safeParse(picked?.bib ?? text)
  const type = (typed: string) => {
    onText(typed)
    setAt(-1)
  }
  const save = (given: string, pressedAtMs: number) => {
    if (current === undefined) onBibNow(given, pressedAtMs)
    else onBib(current, given)
    type('')
  }
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (bib.success) save(bib.data, submitted.timeStamp)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') fieldRef.current?.blur()
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, -1))
    else if (event.key === ' ') {
      if (!event.repeat) onTime(event.timeStamp)
    } else return
    if (event.key !== 'Escape') event.preventDefault()
  }
  const label = current === undefined ? t('live.bib') : t('live.bibFor', { time: moment(current.at) })
  return (
    <form className="live-bib" onSubmit={submit}>
      <label className="field-label" htmlFor="live-bib">
        {label}
      </label>
      <div className="live-bib-row">
        <input
          ref={fieldRef}
          id="live-bib"
          className="field-input live-bib-field"
          role="combobox"
          aria-expanded={matches.length > 0}
          aria-controls={LIST_ID}
          aria-activedescendant={picked === undefined ? undefined : matchId(LIST_ID, picked)}
          aria-autocomplete="list"
          value={text}
          maxLength={20}
          autoComplete="off"
          aria-describedby="live-bib-why"
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={pressed}
        />
        <Button type="submit" title={t('live.enterKey')} whyNot={bib.success ? undefined : t('live.bibFirst')}>
          {t(current === undefined ? 'live.takeBib' : 'live.saveBib')}
        </Button>
      </div>
      <BibMatches
        id={LIST_ID}
        typed={text.trim()}
        matches={matches}
        picked={picked}
        onPick={(entry) => {
          onText(entry.bib)
          setAt(-1)
          fieldRef.current?.focus()
        }}
      />
      <span id="live-bib-why" className="small muted">
        {t(open.length === 0 ? 'live.bibNowWhy' : 'live.bibWhy')}
      </span>
      {open.length < 2 ? null : (
        <fieldset className="live-open">
          <legend className="small">{t('live.openTimes', { count: open.length })}</legend>
          {open.map((time) => (
            <button
              key={time.id}
              type="button"
              className="chip"
              aria-pressed={time.id === current?.id}
              onClick={() => onPick(time)}
            >
              {moment(time.at)}
            </button>
          ))}
        </fieldset>
      )}
    </form>
  )
}
