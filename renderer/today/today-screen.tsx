import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { type AskedAct, AskToGive } from '../give/ask-to-give.tsx'
import { GettingStarted } from '../onboarding/getting-started.tsx'
import { useFirstSteps } from '../onboarding/use-first-steps.ts'
import { useWanted } from '../palette/palette-context.ts'
import { goTo, placeHref, usePlace } from '../router.ts'
import { useCan, useDerived } from '../trackside.tsx'
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
  const first = useFirstSteps()
  const hasLoans = useDerived(['loan'], (records) => [...records.all('loan')].length > 0)
  useWanted(undefined, ['first-steps'], () => first.show(true))
  return (
    <ListWithInspector
      inspector={opened === undefined ? null : <BoxInspector key={opened} boxId={opened} onClose={close} />}
    >
      <ScreenHead title={t('today.title', { day: time.day(dateIn(time.zone, now), now) })} />
      <div className="today">
        {first.isShown ? <GettingStarted {...first} /> : null}
        <TodayProblems events={events} />
        <div className="today-parts">
          <div className="today-events">
            {events.length === 0 ? <NoEvent isFirstStep={!first.isShown} /> : null}
            {events.map((event) => (
              <SayProvider key={event.id} zone={event.timeZone}>
                <TodayEvent event={event} windowZone={time.zone} opened={opened} onAsk={setAsked} onOpen={openBox} />
              </SayProvider>
            ))}
          </div>
          {hasLoans ? <TodayLoans opened={opened} onOpen={openBox} /> : null}
        </div>
      </div>
      <AskToGive asked={asked} onClose={() => setAsked(undefined)} />
    </ListWithInspector>
  )
}

/** ux 17: what belongs here, and the one next step; beside *Getting started*, which has that, only what belongs here. */
function NoEvent({ isFirstStep }: { readonly isFirstStep: boolean }) {
  const { t } = useTranslation()
  const { time, now } = useSay()
  const next = useDerived(['event'], (records) => nextEvent(records.all('event'), now), [now])
  const hasBoxes = useDerived(['box'], (records) => [...records.all('box')].length > 0)
  const [canRegister, canBorrow, canPlan] = [useCan('box.edit'), useCan('share.borrow'), useCan('event.edit')]
  const isPrimary = isFirstStep
  if (next !== undefined) {
    const words = t('today.openEvent', { event: next.name })
    return (
      <EmptyState
        title={t('today.none')}
        action={<StepLink screen="events" id={next.id} words={words} isPrimary={isPrimary} />}
      >
        {t('today.noneNext', { event: next.name, day: time.day(next.date, now) })}
      </EmptyState>
    )
  }
  if (!hasBoxes && isFirstStep) {
    const canAdd = canRegister || canBorrow
    const why = canRegister ? 'today.noBoxesWhy' : canBorrow ? 'today.noBoxesBorrow' : 'today.noBoxesWait'
    return (
      <EmptyState
        title={t('today.noBoxes')}
        action={canAdd ? <StepLink screen="devices" words={t('today.openDevices')} isPrimary={isPrimary} /> : null}
      >
        {t(why)}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('today.none')}
      action={canPlan ? <StepLink screen="events" words={t('today.createEvent')} isPrimary={isPrimary} /> : null}
    >
      {t(canPlan ? 'today.noneWhy' : 'today.noneWait')}
    </EmptyState>
  )
}

interface StepLinkProps {
  readonly screen: string
  readonly id?: string
  readonly words: string
  readonly isPrimary: boolean
}

function StepLink({ screen, id, words, isPrimary }: StepLinkProps) {
  return (
    <a className={isPrimary ? 'button button-primary' : 'button'} href={placeHref(screen, id)}>
      {words}
    </a>
  )
}
