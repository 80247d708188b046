import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { bibSchema } from '../../shared/records/race-action.ts'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import type { OpenTime } from './open-time.ts'

/** The bib of the time that waits longest; Space takes the next time meanwhile. */
export function BibForm({
  fieldRef,
  open,
  current,
  moment,
  onPick,
  onBib,
  onTime,
}: {
  readonly fieldRef: RefObject<HTMLInputElement | null>
  readonly open: readonly OpenTime[]
  readonly current: OpenTime | undefined
  readonly moment: (at: string) => string
  readonly onPick: (time: OpenTime) => void
  readonly onBib: (time: OpenTime, bib: string) => void
  readonly onTime: (pressedAtMs: number) => void
}) {
  const { t } = useSay()
  const [text, setText] = useState('')
  const bib = bibSchema.safeParse(text)
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (current === undefined || !bib.success) return
    onBib(current, bib.data)
    setText('')
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') fieldRef.current?.blur()
    if (event.key !== ' ') return
    event.preventDefault()
    if (!event.repeat) onTime(event.timeStamp)
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
          value={text}
          maxLength={20}
          autoComplete="off"
          aria-describedby="live-bib-why"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={pressed}
        />
        <Button
          type="submit"
          title={t('live.enterKey')}
          whyNot={current === undefined ? t('live.noOpen') : bib.success ? undefined : t('live.bibFirst')}
        >
          {t('live.saveBib')}
        </Button>
      </div>
      <span id="live-bib-why" className="small muted">
        {open.length === 0 ? t('live.noOpen') : t('live.bibWhy')}
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
