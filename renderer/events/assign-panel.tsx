import { useRef, useState } from 'react'
import type { Checkpoint, Event } from '../../shared/records/event.ts'
import { useGive } from '../give/use-give.ts'
import { CameraView } from '../scan/camera-view.tsx'
import { useCodeReader } from '../scan/use-code-reader.ts'
import { useTypedInto } from '../scan/use-typed-into.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { InlineError } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { AssignLines } from './assign-lines.tsx'
import { BoxPicker } from './assign-picker.tsx'
import { type NumberedPlace, nextPlace, numberedPlaces, readScan } from './assign-scan.ts'
import { AssignWhere } from './assign-where.tsx'
import { type AssignableBox, assignableBoxes, assignCommands, searchAssignable } from './assignable-boxes.ts'
import { EVENT_KINDS, type RaceFacts } from './event-facts.ts'
import { type AssignTo, useScanAssign } from './use-scan-assign.ts'
import './assign-panel.css'
import './event-form.css'

/** Puts boxes into the event, many at once: each scan or whole serial at once, or search, tick and Ctrl Enter. */
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
  const door = useDoor()
  const { give, problem, busy } = useGive()
  const inputRef = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [where, setWhere] = useState<ReadonlySet<string>>(new Set(checkpoint ? [checkpoint.id] : []))
  const [backup, setBackup] = useState(false)
  const boxes = useDerived(EVENT_KINDS, (records) => assignableBoxes(records, event.id, viewer), [event.id, viewer])
  const scans = useScanAssign(event)
  useTypedInto(inputRef)
  const places = numberedPlaces(races)
  const to = assignTo(say, places, where, backup)
  const found = searchAssignable(boxes, query)
  const chosen = boxes.filter(({ box, refusal }) => ticked.has(box.id) && refusal === undefined)
  const toggle = ({ box, refusal }: AssignableBox) => {
    if (refusal !== undefined) return
    setTicked(toggled(ticked, box.id))
    inputRef.current?.select()
  }
  const goToPlace = (place: NumberedPlace | undefined) => setWhere(new Set(place ? [place.id] : []))
  const seen = (text: string) => {
    const meant = readScan(text, boxes, places)
    if (meant.kind === 'box') scans.assign(meant.assignable, to)
    else if (meant.kind === 'place') goToPlace(meant.place)
    else if (meant.kind === 'signed') door.receive({ first: { kind: 'text', text, by: 'scanner' } })
    else scans.unknown(text)
  }
  const entered = (text: string) => {
    // Something that is looked for: Enter ticks it.
    if (readScan(text, boxes, places).kind === 'unclear' && found.length > 0) return false
    seen(text)
    setQuery('')
    return true
  }
  const assign = async () => {
    if (chosen.length === 0) return
    const given = assignCommands(chosen, event, to.checkpointIds, backup)
    const serials = chosen.map(({ box }) => box.serial)
    const done = await give(given.commands, {
      said: t('events.assigned', { count: chosen.length, boxes: serialsText(say, serials), place: to.place }),
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
      <AssignWhere places={places} where={where} onToggle={(id) => setWhere(toggled(where, id))} />
      <Chips
        label={t('events.assignAs')}
        chips={[
          { id: 'main', label: t('events.main') },
          { id: 'backup', label: t('events.backup') },
        ]}
        value={backup ? 'backup' : 'main'}
        onChange={(id) => setBackup(id === 'backup')}
      />
      <p className="assign-to" role="status">
        {t('assign.to', { place: to.words })}
      </p>
      <BoxPicker
        inputRef={inputRef}
        query={query}
        onQuery={setQuery}
        found={found}
        isEmpty={boxes.length === 0}
        ticked={ticked}
        onToggle={toggle}
        onEntered={entered}
        onDone={() => void assign()}
        onPlace={(step) => goToPlace(nextPlace(places, where, step))}
        onSwapBackup={() => setBackup(!backup)}
        onClose={onClose}
      >
        {scans.lines.length === 0 ? null : <AssignLines lines={scans.lines} onUndo={scans.undo} />}
        <AssignCamera onText={seen} />
      </BoxPicker>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      {chosen.length === 0 && scans.lines.length > 0 ? null : (
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
      )}
    </Inspector>
  )
}

/** Opened by hand: it takes room, and a hand scanner needs none. */
function AssignCamera({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useSay()
  const [isOn, setOn] = useState(false)
  return (
    <>
      <Button aria-expanded={isOn} onClick={() => setOn(!isOn)}>
        {t(isOn ? 'assign.cameraOff' : 'assign.camera')}
      </Button>
      {isOn ? <OpenCamera onText={onText} /> : null}
    </>
  )
}

function OpenCamera({ onText }: { readonly onText: (text: string) => void }) {
  const reader = useCodeReader()
  return (
    <div ref={bringIntoSight}>
      <CameraView reader={reader} onText={onText} />
    </div>
  )
}

/** It opens at the end of a long panel: half of it would be under the button there. */
function bringIntoSight(part: HTMLElement | null): void {
  part?.scrollIntoView({ block: 'center' })
}

function assignTo(
  { t }: Say,
  places: readonly NumberedPlace[],
  where: ReadonlySet<string>,
  backup: boolean,
): AssignTo & { readonly place: string } {
  const at = places.filter(({ id }) => where.has(id))
  const names = at.map(({ name }) => name).join(', ')
  const place = names === '' ? t('events.notPlaced') : names
  const as = t(backup ? 'events.backup' : 'events.main')
  return { checkpointIds: at.map(({ id }) => id), backup, place, words: t('assign.placeAnd', { place, as }) }
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id])
}
