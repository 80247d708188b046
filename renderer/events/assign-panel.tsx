import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checkpoint, Event } from '../../shared/records/event.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { InlineError } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { AssignOption } from './assign-option.tsx'
import { type AssignableBox, assignableBoxes, assignCommands, searchAssignable } from './assignable-boxes.ts'
import { EVENT_KINDS, type RaceFacts } from './event-facts.ts'
import './assign-panel.css'
import './event-form.css'

const SHOWN = 80

/** Puts boxes into the event, many at once: search or scan, Enter ticks, Ctrl Enter assigns. */
export function AssignPanel({
  event,
  races,
  checkpoint,
  onClose,
}: {
  readonly event: Event
  readonly races: readonly RaceFacts[]
  /** Where to, to begin with. */
  readonly checkpoint: Checkpoint | undefined
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const { give, problem, busy } = useGive()
  const inputRef = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [where, setWhere] = useState<ReadonlySet<string>>(new Set(checkpoint ? [checkpoint.id] : []))
  const [backup, setBackup] = useState(false)
  const boxes = useDerived(EVENT_KINDS, (records) => assignableBoxes(records, event.id, viewer), [event.id, viewer])
  const found = searchAssignable(boxes, query)
  const chosen = boxes.filter(({ box, refusal }) => ticked.has(box.id) && refusal === undefined)
  const toggle = ({ box, refusal }: AssignableBox) => {
    if (refusal !== undefined) return
    setTicked(toggled(ticked, box.id))
    inputRef.current?.select()
  }
  const assign = async () => {
    if (chosen.length === 0) return
    const checkpoints = races.flatMap((race) => race.checkpoints).filter((at) => where.has(at.checkpoint.id))
    const names = checkpoints.map((at) => at.checkpoint.name).join(', ')
    const given = assignCommands(chosen, event, [...where], backup)
    const done = await give(given.commands, {
      said: t('events.assigned', {
        count: chosen.length,
        boxes: serialsText(
          say,
          chosen.map(({ box }) => box.serial),
        ),
        place: names === '' ? t('events.notPlaced') : names,
      }),
      undo: given.undo,
    })
    if (!done) return
    setTicked(new Set())
    setQuery('')
    inputRef.current?.focus()
  }
  const title = t('events.assignTitle', { event: event.name })
  return (
    <Inspector title={title} name={title} onClose={onClose}>
      <Where races={races} where={where} onToggle={(id) => setWhere(toggled(where, id))} />
      <Chips
        label={t('events.assignAs')}
        chips={[
          { id: 'main', label: t('events.main') },
          { id: 'backup', label: t('events.backup') },
        ]}
        value={backup ? 'backup' : 'main'}
        onChange={(id) => setBackup(id === 'backup')}
      />
      <BoxPicker
        inputRef={inputRef}
        query={query}
        onQuery={setQuery}
        found={found}
        isEmpty={boxes.length === 0}
        ticked={ticked}
        onToggle={toggle}
        onDone={() => void assign()}
        onClose={onClose}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <div className="assign-foot">
        <Button
          look="primary"
          busy={busy}
          title="Ctrl Enter"
          whyNot={chosen.length === 0 ? t('events.assignNone') : undefined}
          onClick={() => void assign()}
        >
          {chosen.length === 0 ? t('events.assign') : t('events.assignMany', { count: chosen.length })}
        </Button>
      </div>
    </Inspector>
  )
}

/** At which checkpoints; at none: in the event, not placed yet (R1). */
function Where({
  races,
  where,
  onToggle,
}: {
  readonly races: readonly RaceFacts[]
  readonly where: ReadonlySet<string>
  readonly onToggle: (checkpointId: string) => void
}) {
  const { t } = useTranslation()
  const places = races.filter(({ checkpoints }) => checkpoints.length > 0)
  if (places.length === 0) return null
  return (
    <fieldset className="assign-where">
      <legend>{t('events.assignWhere')}</legend>
      {places.map(({ race, checkpoints }) => (
        <fieldset key={race.id} className="assign-race">
          <legend className="muted small">{race.name}</legend>
          {checkpoints.map(({ checkpoint }) => (
            <label key={checkpoint.id} className="event-tick">
              <input type="checkbox" checked={where.has(checkpoint.id)} onChange={() => onToggle(checkpoint.id)} />
              {checkpoint.name}
            </label>
          ))}
        </fieldset>
      ))}
      <p className="muted small">{t('events.assignWhereNone')}</p>
    </fieldset>
  )
}

interface BoxPickerProps {
  readonly inputRef: React.RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly found: readonly AssignableBox[]
  readonly isEmpty: boolean
  readonly ticked: ReadonlySet<string>
  readonly onToggle: (box: AssignableBox) => void
  readonly onDone: () => void
  readonly onClose: () => void
}

/** A search field that moves through the list below it, so that hands stay on the keyboard and a scanner works. */
function BoxPicker(props: BoxPickerProps) {
  const { inputRef, query, onQuery, found, isEmpty, ticked, onToggle } = props
  const { t } = useTranslation()
  const listId = useId()
  const [activeId, setActiveId] = useState<string>()
  const shown = found.slice(0, SHOWN)
  const at = shown.findIndex(({ box }) => box.id === activeId)
  const active = shown[at === -1 && query !== '' ? 0 : at]
  const move = (step: 1 | -1) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + step))]
    setActiveId(next?.box.id)
    if (next) document.getElementById(optionId(listId, next))?.scrollIntoView({ block: 'nearest' })
  }
  const enter = (withControl: boolean) => {
    if (withControl) props.onDone()
    else if (active !== undefined) onToggle(active)
  }
  const pressed = (key: KeyboardEvent<HTMLInputElement>) => {
    if (key.key === 'ArrowDown') move(1)
    else if (key.key === 'ArrowUp') move(-1)
    else if (key.key === 'Enter') enter(key.ctrlKey || key.metaKey)
    else if (key.key !== 'Escape') return
    else if (query === '') props.onClose()
    else onQuery('')
    key.preventDefault()
  }
  return (
    <div className="assign-picker">
      <input
        ref={inputRef}
        className="assign-search"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(listId, active)}
        aria-label={t('events.assignSearch')}
        placeholder={t('events.assignSearch')}
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to type or scan here
        autoFocus
        value={query}
        onChange={(changed) => onQuery(changed.currentTarget.value)}
        onKeyDown={pressed}
      />
      <p className="muted small">{t('events.assignKeys')}</p>
      <div
        className="assign-list"
        id={listId}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t('events.assignList')}
      >
        {shown.map((one) => (
          <AssignOption
            key={one.box.id}
            id={optionId(listId, one)}
            assignable={one}
            ticked={ticked.has(one.box.id)}
            active={one === active}
            onToggle={onToggle}
          />
        ))}
      </div>
      {found.length > SHOWN ? <p className="muted">{t('events.assignMore', { count: found.length - SHOWN })}</p> : null}
      {found.length > 0 ? null : (
        <p className="muted">{t(isEmpty ? 'events.assignNoBoxes' : 'events.assignNothing')}</p>
      )}
    </div>
  )
}

function optionId(listId: string, { box }: AssignableBox): string {
  return `${listId}-${box.id}`
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id])
}
