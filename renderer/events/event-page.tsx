import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../../shared/records/event.ts'
import { choiceText } from '../custody-sheet/sheet-rows.ts'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { type AskedAct, AskToGive } from '../give/ask-to-give.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { keyOf } from '../palette/key-words.ts'
import { useShortcut } from '../palette/use-shortcut.ts'
import { goTo } from '../router.ts'
import { useCan, useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { askToArchive } from './asked-acts.ts'
import { AssignPanel } from './assign-panel.tsx'
import { BoxInEvent } from './box-in-event.tsx'
import { CheckpointForm } from './checkpoint-form.tsx'
import { EVENT_KINDS, type EventFacts, eventFacts } from './event-facts.ts'
import { EventForm } from './event-form.tsx'
import { EventFrame } from './event-frame.tsx'
import type { EventPanel, EventRights } from './event-panel.ts'
import { eventPlaceText } from './event-place.ts'
import { EventHead } from './event-tabs.tsx'
import { RaceForm } from './race-form.tsx'
import { RaceSection } from './race-section.tsx'
import { useEventWanted } from './use-event-wanted.ts'
import './event-page.css'

export function EventPage({ eventId, boxId }: { readonly eventId: string; readonly boxId: string | undefined }) {
  return <EventFrame eventId={eventId}>{(event) => <OneEvent event={event} boxId={boxId} />}</EventFrame>
}

function OneEvent({ event, boxId }: { readonly event: Event; readonly boxId: string | undefined }) {
  const viewer = useOrganisationId()
  const facts = useDerived(EVENT_KINDS, (records) => eventFacts(records, event.id, viewer), [event.id, viewer])
  const [panel, setPanel] = useState<EventPanel>()
  const [asked, setAsked] = useState<AskedAct>()
  const rights = useRights(event)
  const openBox = useCallback(
    (opened: string | undefined) => {
      setPanel(undefined)
      goTo('events', eventPlaceText(event.id, opened))
    },
    [event.id],
  )
  const closePanel = () => setPanel(undefined)
  useShortcut('assign', () => rights.use && setPanel({ kind: 'assign' }))
  useEventWanted({ event, facts, rights, onPanel: setPanel, onAsk: setAsked })
  return (
    <ListWithInspector inspector={sidePart({ event, facts, panel, boxId, closePanel, openBox })}>
      <PageHead
        event={event}
        facts={facts}
        rights={rights}
        busy={panel !== undefined}
        onPanel={setPanel}
        onAsk={setAsked}
      />
      <div className="event-page">
        {facts.races.length === 0 ? <NoRaces rights={rights} onPanel={setPanel} /> : null}
        {facts.races.map((race) => (
          <RaceSection
            key={race.race.id}
            event={event}
            facts={race}
            rights={rights}
            opened={boxId}
            onPanel={setPanel}
            onAsk={setAsked}
            onOpen={openBox}
          />
        ))}
        <Unplaced event={event} facts={facts} rights={rights} opened={boxId} onAsk={setAsked} onOpen={openBox} />
      </div>
      <AskToGive asked={asked} onClose={() => setAsked(undefined)} />
    </ListWithInspector>
  )
}

function useRights(event: Event): EventRights {
  const [edit, use, run] = [useCan('event.edit'), useCan('box.use'), useCan('timing.run')]
  const open = event.archivedAt === undefined
  return { edit: edit && open, use: use && open, run: run && open }
}

function sidePart({
  event,
  facts,
  panel,
  boxId,
  closePanel,
  openBox,
}: {
  readonly event: Event
  readonly facts: EventFacts
  readonly panel: EventPanel | undefined
  readonly boxId: string | undefined
  readonly closePanel: () => void
  readonly openBox: (boxId: string | undefined) => void
}): ReactNode {
  switch (panel?.kind) {
    case 'event':
      return <EventForm event={event} onClose={closePanel} />
    case 'race':
      return <RaceForm key={panel.race?.id} event={event} race={panel.race} onClose={closePanel} />
    case 'checkpoint':
      return (
        <CheckpointForm
          key={panel.checkpoint?.id ?? panel.race.id}
          race={panel.race}
          checkpoint={panel.checkpoint}
          onClose={closePanel}
        />
      )
    case 'assign':
      return (
        <AssignPanel
          key={panel.checkpoint?.id}
          event={event}
          races={facts.races}
          checkpoint={panel.checkpoint}
          onClose={closePanel}
        />
      )
    case undefined:
      return boxId === undefined ? null : <BoxInspector key={boxId} boxId={boxId} onClose={() => openBox(undefined)} />
  }
}

function PageHead({
  event,
  facts,
  rights,
  busy,
  onPanel,
  onAsk,
}: {
  readonly event: Event
  readonly facts: EventFacts
  readonly rights: EventRights
  /** Something is worked on beside it, which has the primary button then. */
  readonly busy: boolean
  readonly onPanel: (panel: EventPanel) => void
  readonly onAsk: (asked: AskedAct) => void
}) {
  const say = useSay()
  const { t } = say
  const whyNotUse = useWhyNot('box.use')
  const sheet = {
    label: t('custodySheet.open'),
    onChoose: () => goTo('custody-sheet', choiceText({ kind: 'event', id: event.id })),
  }
  const items: readonly MenuItem[] = rights.edit
    ? [
        { label: t('events.edit'), onChoose: () => onPanel({ kind: 'event' }) },
        sheet,
        {
          label: t('events.archive'),
          onChoose: () => onAsk(askToArchive(say, event, facts.boxes, () => goTo('events'))),
          danger: true,
        },
      ]
    : [sheet]
  const actions = (
    <>
      <Menu label={t('events.menu', { event: event.name })} items={items} />
      {rights.edit ? <Button onClick={() => onPanel({ kind: 'race' })}>{t('events.addRace')}</Button> : null}
      {event.archivedAt === undefined ? (
        <Button
          look={busy ? 'plain' : 'primary'}
          title={keyOf(t, 'assign')}
          whyNot={whyNotUse}
          onClick={() => onPanel({ kind: 'assign' })}
        >
          {t('events.assign')}
        </Button>
      ) : null}
    </>
  )
  return <EventHead event={event} current="events" actions={actions} />
}

function NoRaces({ rights, onPanel }: { readonly rights: EventRights; readonly onPanel: (panel: EventPanel) => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('events.noRaces')}
      action={
        rights.edit ? <Button onClick={() => onPanel({ kind: 'race' })}>{t('events.addRace')}</Button> : undefined
      }
    >
      {t('events.noRacesWhy')}
    </EmptyState>
  )
}

/** R1: boxes that are in the event and at no checkpoint yet. */
function Unplaced({
  event,
  facts,
  ...rest
}: {
  readonly event: Event
  readonly facts: EventFacts
  readonly rights: EventRights
  readonly opened: string | undefined
  readonly onAsk: (asked: AskedAct) => void
  readonly onOpen: (boxId: string) => void
}) {
  const { t } = useTranslation()
  if (facts.unplaced.length === 0) return null
  return (
    <section className="event-race" aria-label={t('events.unplaced')}>
      <h2 className="event-race-head">{t('events.unplaced')}</h2>
      <ul className="event-boxes">
        {facts.unplaced.map((placed) => (
          <BoxInEvent key={placed.box.id} event={event} placed={placed} {...rest} />
        ))}
      </ul>
    </section>
  )
}
