import { useCallback, useMemo, useRef, useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { EVENT_KINDS } from '../events/event-facts.ts'
import { EventFrame } from '../events/event-frame.tsx'
import { eventPlaceText, readEventPlace } from '../events/event-place.ts'
import { EventHead } from '../events/event-tabs.tsx'
import { type AskedAct, AskToGive } from '../give/ask-to-give.tsx'
import { goTo, placeHref, usePlace } from '../router.ts'
import { useCan, useDerived, useOrganisationId, useScreenState, useTracksideState } from '../trackside.tsx'
import { Chips } from '../ui/chips.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { LiveActions, StartProblems } from './live-actions.tsx'
import { LiveBoxes } from './live-boxes.tsx'
import { type LiveRow, liveBoxes, liveRows } from './live-facts.ts'
import { LiveInspector } from './live-inspector.tsx'
import { createMomentFormat } from './moment-format.ts'
import { PassingStream } from './passing-stream.tsx'
import { RacePanel } from './race-panel.tsx'
import { CsvProgressLine, useCsv } from './save-csv.tsx'
import { useRaceBook } from './use-race-book.ts'
import { useStartAll } from './use-start-all.ts'
import './live-screen.css'
import './race-panel.css'

const SCREEN = 'live'
const PARTS = ['boxes', 'passings', 'byHand'] as const

/** Live timing of one event: `#/live/EVENT`, with a box beside it `#/live/EVENT.BOX`. */
export function LiveScreen() {
  const { opened } = usePlace()
  const { eventId, boxId } = readEventPlace(opened ?? '')
  return <EventFrame eventId={eventId}>{(event) => <LiveEvent event={event} boxId={boxId} />}</EventFrame>
}

function LiveEvent({ event, boxId }: { readonly event: Event; readonly boxId: string | undefined }) {
  const { t, locale, time } = useSay()
  const canRun = useCan('timing.run') && event.archivedAt === undefined
  const rows = useLiveRows(event)
  const book = useRaceBook(event)
  const csv = useCsv(event)
  const starter = useStartAll()
  const [{ chosen }, change] = useScreenState(SCREEN)
  const [asked, setAsked] = useState<AskedAct>()
  const moment = useMemo(() => createMomentFormat(locale, time.zone, 1), [locale, time.zone])
  const open = useCallback((id?: string) => goTo(SCREEN, eventPlaceText(event.id, id)), [event.id])
  const close = useCallback(() => open(), [open])
  const row = rows.find((one) => one.boxId === boxId)
  const part = PARTS.find((one) => one === chosen['part']) ?? 'boxes'
  const showPart = (shown: string) => change({ chosen: { ...chosen, part: shown } })
  return (
    <div className="live">
      <div className="live-parts" data-part={part}>
        <main className="live-main">
          <EventHead
            event={event}
            current="live"
            actions={
              <LiveActions event={event} rows={rows} canRun={canRun} csv={csv} starter={starter} onAsk={setAsked} />
            }
          />
          <div className="live-notices">
            <StartProblems starter={starter} />
            <CsvProgressLine saving={csv} />
          </div>
          <div className="live-part-chips">
            <Chips
              label={t('live.parts')}
              chips={PARTS.map((id) => ({ id: id as string, label: t(`live.part.${id}`) }))}
              value={part}
              onChange={showPart}
            />
          </div>
          <section className="live-boxes-part" aria-label={t('live.boxes')}>
            <LiveBoxes
              rows={rows}
              eventId={event.id}
              canRun={canRun}
              opened={row?.boxId}
              moment={moment}
              onOpen={open}
              onAsk={setAsked}
            />
          </section>
          <PassingStream event={event} rows={rows} canName={canRun} onOpen={open} />
        </main>
        {book === undefined ? (
          <NoRaces event={event} />
        ) : (
          <RacePanel
            book={book}
            canRecord={canRun}
            keysOn={chosen['keys'] !== 'off'}
            onKeysOn={(isOn) => change({ chosen: { ...chosen, keys: isOn ? 'on' : 'off' } })}
            onUse={() => {
              if (boxId !== undefined) close()
              if (part !== 'byHand') showPart('byHand')
            }}
          />
        )}
      </div>
      {row === undefined ? null : <LiveInspector key={row.boxId} row={row} canRun={canRun} onClose={close} />}
      <AskToGive asked={asked} onClose={() => setAsked(undefined)} />
    </div>
  )
}

function useLiveRows(event: Event): readonly LiveRow[] {
  const viewer = useOrganisationId()
  const links = useTracksideState((state) => state.links)
  const liveSessions = useTracksideState((state) => state.liveSessions)
  const boxes = useDerived(EVENT_KINDS, (records) => liveBoxes(records, event.id, viewer), [event.id, viewer])
  const before = useRef<readonly LiveRow[]>([])
  return useMemo(() => {
    const rows = liveRows(boxes, { links, liveSessions }, before.current)
    before.current = rows
    return rows
  }, [boxes, links, liveSessions])
}

/** ux 17: what people record belongs to a race. */
function NoRaces({ event }: { readonly event: Event }) {
  const { t } = useSay()
  return (
    <aside className="inspector live-race" aria-label={t('live.byHand')}>
      <EmptyState
        title={t('events.noRaces')}
        action={
          <a className="button" href={placeHref('events', event.id)}>
            {t('live.toBoxes')}
          </a>
        }
      >
        {t('live.noRacesWhy')}
      </EmptyState>
    </aside>
  )
}
