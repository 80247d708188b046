import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { type AskedAct, AskToGive } from '../give/ask-to-give.tsx'
import { goTo, placeHref, usePlace } from '../router.ts'
import { useDerived } from '../trackside.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { dateIn } from '../words/format-time.ts'
import { SayProvider, useSay } from '../words/say.tsx'
import { TodayEvent } from './today-event.tsx'
import { nextEvent, todaysEvents } from './today-facts.ts'
import { TodayLoans } from './today-loans.tsx'
import { TodayProblems } from './today-problems.tsx'
import './today-screen.css'

const SCREEN = 'today'
const openBox = (boxId: string) => goTo(SCREEN, boxId)

/** Where the day starts: what is wrong, the races and their checkpoints, the loans that end. */
export function TodayScreen() {
  const { t, time, now } = useSay()
  const { opened } = usePlace()
  const events = useDerived(['event'], (records) => todaysEvents(records.all('event'), now), [now])
  const [asked, setAsked] = useState<AskedAct>()
  const close = useCallback(() => goTo(SCREEN), [])
  return (
    <ListWithInspector
      inspector={opened === undefined ? null : <BoxInspector key={opened} boxId={opened} onClose={close} />}
    >
      <ScreenHead title={t('today.title', { day: time.day(dateIn(time.zone, now), now) })} />
      <div className="today">
        <TodayProblems events={events} />
        <div className="today-parts">
          <div className="today-events">
            {events.length === 0 ? <NoEvent /> : null}
            {events.map((event) => (
              <SayProvider key={event.id} zone={event.timeZone}>
                <TodayEvent event={event} windowZone={time.zone} opened={opened} onAsk={setAsked} onOpen={openBox} />
              </SayProvider>
            ))}
          </div>
          <TodayLoans opened={opened} onOpen={openBox} />
        </div>
      </div>
      <AskToGive asked={asked} onClose={() => setAsked(undefined)} />
    </ListWithInspector>
  )
}

/** ux 17: what belongs here, and the one next step. */
function NoEvent() {
  const { t } = useTranslation()
  const { time, now } = useSay()
  const next = useDerived(['event'], (records) => nextEvent(records.all('event'), now), [now])
  const hasBoxes = useDerived(['box'], (records) => [...records.all('box')].length > 0)
  if (!hasBoxes) {
    return (
      <EmptyState title={t('today.noBoxes')} action={<StepLink screen="devices" words={t('today.openDevices')} />}>
        {t('today.noBoxesWhy')}
      </EmptyState>
    )
  }
  if (next === undefined) {
    return (
      <EmptyState title={t('today.none')} action={<StepLink screen="events" words={t('today.createEvent')} />}>
        {t('today.noneWhy')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('today.none')}
      action={<StepLink screen="events" id={next.id} words={t('today.openEvent', { event: next.name })} />}
    >
      {t('today.noneNext', { event: next.name, day: time.day(next.date, now) })}
    </EmptyState>
  )
}

function StepLink({ screen, id, words }: { readonly screen: string; readonly id?: string; readonly words: string }) {
  return (
    <a className="button button-primary" href={placeHref(screen, id)}>
      {words}
    </a>
  )
}
