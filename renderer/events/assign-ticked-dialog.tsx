import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { useGive } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useCan, useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { Select } from '../ui/select.tsx'
import { dateIn } from '../words/format-time.ts'
import { refusalSentence, serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { numberedPlaces } from './assign-scan.ts'
import { type AssignableBox, assignableBoxes, assignCommands } from './assignable-boxes.ts'
import { EVENT_KINDS, eventFacts, eventsInOrder } from './event-facts.ts'
import './assign-panel.css'

interface TickedBoxes {
  readonly boxes: readonly Box[]
  readonly onAssigned: () => void
  readonly onClose: () => void
}

/** *Assign to…*, where boxes are ticked in a list. */
export function AssignTicked({ boxes, onAssigned, onClose }: TickedBoxes) {
  const { t } = useSay()
  const canUse = useCan('box.use')
  const [isOpen, setOpen] = useState(false)
  useWanted(undefined, canUse && boxes.length > 0 ? ['assign-box'] : [], () => setOpen(true))
  const close = () => {
    setOpen(false)
    onClose()
  }
  return (
    <>
      {canUse && boxes.length > 0 ? <Button onClick={() => setOpen(true)}>{t('assign.ticked')}</Button> : null}
      {isOpen ? <AssignTickedDialog boxes={boxes} onAssigned={onAssigned} onClose={close} /> : null}
    </>
  )
}

/** Boxes that were ticked elsewhere go into an event: which, where, as what. */
function AssignTickedDialog({ boxes, onAssigned, onClose }: TickedBoxes) {
  const { t, now } = useSay()
  const events = useDerived(
    ['event'],
    (records) =>
      eventsInOrder(records.all('event'), ({ timeZone }) => dateIn(timeZone, now)).filter(
        ({ date, timeZone }) => date >= dateIn(timeZone, now),
      ),
    [now],
  )
  const [eventId, setEventId] = useState<string>()
  const event = events.find(({ id }) => id === eventId) ?? events[0]
  return (
    <Dialog title={t('assign.tickedTitle', { count: boxes.length })} opened onClose={onClose}>
      {event === undefined ? (
        <>
          <Notice>{t('assign.noEvent')}</Notice>
          <DialogButtons>
            <Button look="primary" onClick={onClose}>
              {t('action.close')}
            </Button>
          </DialogButtons>
        </>
      ) : (
        <div className="dialog-form">
          <Select<string>
            label={t('assign.event')}
            value={event.id}
            onChange={setEventId}
            options={events.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <IntoEvent key={event.id} event={event} boxes={boxes} onAssigned={onAssigned} onClose={onClose} />
        </div>
      )}
    </Dialog>
  )
}

function IntoEvent({ event, boxes, onAssigned, onClose }: TickedBoxes & { readonly event: Event }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const { give, problem, busy } = useGive()
  const places = useDerived(EVENT_KINDS, (records) => numberedPlaces(eventFacts(records, event.id, viewer).races), [
    event.id,
    viewer,
  ])
  const wanted = new Set<string>(boxes.map(({ id }) => id))
  const all = useDerived(EVENT_KINDS, (records) => assignableBoxes(records, event.id, viewer), [event.id, viewer])
  const ticked = all.filter(({ box }) => wanted.has(box.id))
  const [placeId, setPlaceId] = useState('')
  const [backup, setBackup] = useState(false)
  const good = ticked.filter(({ refusal }) => refusal === undefined)
  const assign = async () => {
    const { commands, undo } = assignCommands(good, event, placeId === '' ? [] : [placeId], backup)
    const serials = good.map(({ box }) => box.serial)
    const place = places.find(({ id }) => id === placeId)?.name ?? t('events.notPlaced')
    const said = t('events.assigned', { count: good.length, boxes: serialsText(say, serials), place })
    if (!(await give(commands, { said, undo }))) return
    onAssigned()
    onClose()
  }
  return (
    <>
      <Select<string>
        label={t('assign.checkpoint')}
        value={placeId}
        onChange={setPlaceId}
        options={[
          { value: '', label: t('events.notPlaced') },
          ...places.map(({ id, name, race }) => ({ value: id, label: t('assign.placeOf', { place: name, race }) })),
        ]}
      />
      <Chips
        label={t('events.assignAs')}
        chips={[
          { id: 'main', label: t('events.main') },
          { id: 'backup', label: t('events.backup') },
        ]}
        value={backup ? 'backup' : 'main'}
        onChange={(id) => setBackup(id === 'backup')}
      />
      <ul>
        {ticked.map((one) => (
          <TickedBox key={one.box.id} assignable={one} />
        ))}
      </ul>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          busy={busy}
          whyNot={good.length === 0 ? t('assign.noneFree') : undefined}
          onClick={() => void assign()}
        >
          {t('events.assignMany', { count: good.length })}
        </Button>
      </DialogButtons>
    </>
  )
}

/** Whose it is (L11), or why it stays out. */
function TickedBox({ assignable: { box, refusal } }: { readonly assignable: AssignableBox }) {
  const say = useSay()
  const custody = useCustody(box)
  return (
    <li className="assign-ticked">
      <span>
        <span className="mono">{box.serial}</span> {box.alias}
      </span>
      <CustodyTag facts={custody} size="line" />
      {refusal === undefined ? null : <b>{say.t('assign.leftOut', { why: refusalSentence(say, refusal) })}</b>}
    </li>
  )
}
