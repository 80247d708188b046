import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { BoxId } from '../../shared/records/scalars.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { earlySentence } from '../events/box-in-event.tsx'
import { useScanSound } from '../scan/scan-sound.ts'
import { useOrganisationId, useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type Candidate, type Picked, pickByText, type Replaced, searchCandidates } from './replace-facts.ts'
import { candidateWords } from './replace-words.ts'
import '../events/assign-panel.css'

const SHOWN = 40

/** Which box takes the place: free ones first; a scanner's serial, or one that is typed, picks it. */
export function ReplacePicker({
  replaced,
  all,
  picked,
  onPick,
}: {
  readonly replaced: Replaced
  readonly all: readonly Candidate[]
  readonly picked: Candidate | undefined
  readonly onPick: (boxId: BoxId | undefined) => void
}) {
  const say = useSay()
  const { t } = say
  const { store } = useTrackside()
  const viewer = useOrganisationId()
  const sound = useScanSound()
  const listId = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [problem, setProblem] = useState<string>()
  useTypedHere(inputRef)
  const found = searchCandidates(all, query)
  const shown = picked === undefined ? found.slice(0, SHOWN) : [picked]
  const take = (candidate: Candidate) => {
    const isTaken = candidate.kind !== 'runs'
    setProblem(isTaken ? undefined : candidateWords(say, candidate))
    setQuery('')
    onPick(isTaken ? candidate.box.id : undefined)
    return isTaken
  }
  const read = () => {
    if (query.trim() === '') return
    const meant = pickByText(store.getState().records, all, { replaced, viewer }, query)
    if (meant.kind === 'box') return sound(take(meant.candidate) ? 'good' : 'bad')
    setProblem(pickProblem(say, meant, replaced, query))
    inputRef.current?.select()
    sound('bad')
  }
  const pressed = (key: KeyboardEvent<HTMLInputElement>) => {
    if (key.key !== 'Enter') return
    key.preventDefault()
    read()
  }
  return (
    <div className="replace-picker">
      <input
        ref={inputRef}
        className="assign-search"
        type="search"
        aria-label={t('replace.search')}
        aria-controls={listId}
        aria-describedby={`${listId}-said`}
        placeholder={t('replace.search')}
        data-autofocus
        value={query}
        onChange={(changed) => {
          setQuery(changed.currentTarget.value)
          if (picked !== undefined) onPick(undefined)
        }}
        onKeyDown={pressed}
      />
      <p id={`${listId}-said`} className="small replace-said" role="status" data-problem={problem !== undefined}>
        {problem === undefined ? t('replace.keys') : `▲ ${problem}`}
      </p>
      <fieldset id={listId} className="replace-list">
        <legend className="visually-hidden">{t('replace.list')}</legend>
        {shown.map((one) => (
          <Option key={one.box.id} candidate={one} isPicked={one === picked} onTake={() => take(one)} />
        ))}
      </fieldset>
      {picked !== undefined || found.length <= SHOWN ? null : (
        <p className="muted">{t('replace.more', { count: found.length - SHOWN })}</p>
      )}
      {found.length > 0 || picked !== undefined ? null : (
        <p>{t(all.length === 0 ? 'replace.none' : 'replace.nothing')}</p>
      )}
    </div>
  )
}

function Option({
  candidate,
  isPicked,
  onTake,
}: {
  readonly candidate: Candidate
  readonly isPicked: boolean
  readonly onTake: () => void
}) {
  const say = useSay()
  const { box, kind, finishAfterLoan } = candidate
  const custody = useCustody(box)
  const isOff = kind === 'runs'
  return (
    <button
      type="button"
      className="replace-option"
      aria-pressed={isPicked}
      aria-disabled={isOff || undefined}
      onClick={onTake}
    >
      <span aria-hidden="true">{isPicked ? '◉' : isOff ? '–' : '○'}</span>
      <span className="replace-option-text">
        <span>
          <b className="mono">{box.serial}</b> {box.alias} · {candidateWords(say, candidate)}
        </span>
        <CustodyTag facts={custody} size="line" />
        {finishAfterLoan === undefined || custody.loan === undefined ? null : (
          <span className="event-early">
            <span aria-hidden="true">▲ </span>
            {earlySentence(say, custody.loan.endsAt, finishAfterLoan)}
          </span>
        )}
      </span>
    </button>
  )
}

/** What a scanner types while a button has the focus goes into the field: no second click is needed. */
function useTypedHere(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[\p{L}\p{N}]$/u.test(event.key)) return
      if (event.target instanceof Element && event.target.closest('input:not([type=radio]),textarea,select')) return
      event.stopImmediatePropagation()
      field.current?.focus()
    }
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [field])
}

function pickProblem(say: Say, meant: Exclude<Picked, { kind: 'box' }>, replaced: Replaced, text: string): string {
  if (meant.kind === 'refused') return refusalSentence(say, meant.refusal)
  if (meant.kind === 'itself') return say.t('replace.itself', { serial: replaced.serial })
  return say.t('replace.notFound', { text: text.trim().slice(0, 40) })
}
