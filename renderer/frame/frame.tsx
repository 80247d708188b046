import { type RefObject, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmBar } from '../alarms/alarm-bar.tsx'
import { ToastStrip } from '../give/toast-strip.tsx'
import { PaletteDialogs } from '../palette/palette-dialogs.tsx'
import { LaptopProvider } from '../ready/laptop-provider.tsx'
import { ReplaceProvider } from '../replace/replace-provider.tsx'
import { usePlace } from '../router.ts'
import { routes } from '../routes.ts'
import { SignInAgain } from '../sign-in/sign-in-again.tsx'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { FaultBoundary } from '../ui/fault-boundary.tsx'
import { focusScreen } from '../ui/focus-screen.ts'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { DemoMark } from './demo-mark.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import './frame.css'

/** What every screen stands in: a laptop that is kept awake, and the way to replace a box. */
export function Frame() {
  return (
    <LaptopProvider>
      <ReplaceProvider>
        <Screens />
        <PaletteDialogs />
      </ReplaceProvider>
    </LaptopProvider>
  )
}

/** Top bar, alarms, rail and the screen that the address names; it starts on the first. */
function Screens() {
  const { t } = useTranslation()
  const { screen, opened } = usePlace()
  const loading = useTracksideState((state) => state.status?.loading ?? false)
  const arrivals = useRef(0)
  const route = routes.find(({ path }) => path === screen) ?? (screen === '' ? routes[0] : undefined)
  return (
    <div className="frame">
      <button type="button" className="frame-skip" onClick={focusScreen}>
        {t('nav.skip')}
      </button>
      <DemoMark />
      <TopBar screen={route?.path ?? ''} />
      <AlarmBar />
      <Rail current={route?.path} />
      <div className="frame-screen" tabIndex={-1}>
        <ProblemLines />
        <SignInAgain />
        {loading ? <EmptyState title={t('frame.loading')}>{t('frame.loadingState')}</EmptyState> : null}
        {loading || route === undefined ? null : (
          <FaultBoundary
            of={route.path}
            fallback={(again) => (
              <InlineError action={<Button onClick={again}>{t('frame.faultAgain')}</Button>}>
                {t('frame.fault')}
              </InlineError>
            )}
          >
            <Suspense fallback={null}>
              <route.screen />
              <Arrival key={route.path} name={t(`nav.${route.name}`)} opened={opened} arrivals={arrivals} />
            </Suspense>
          </FaultBoundary>
        )}
        {route === undefined ? <NoSuchScreen /> : null}
      </div>
      <ToastStrip />
    </div>
  )
}

/**
 * Names the window after the screen, and brings the focus to its heading: from a link outside the screen, or where what
 * had it is gone. It stands beside the screen, so it comes when the screen is there.
 */
function Arrival({
  name,
  opened,
  arrivals,
}: {
  readonly name: string
  readonly opened: string | undefined
  /** Of all screens: the window itself begins at its top. */
  readonly arrivals: RefObject<number>
}) {
  useEffect(() => {
    document.title = `${name} – Trackside`
  }, [name])
  const before = useRef<{ readonly opened: string | undefined }>(undefined)
  useEffect(() => {
    const isNew = before.current === undefined
    before.current = { opened }
    if (isNew) arrivals.current += 1
    const focused = document.activeElement
    // Somebody has just signed in.
    const isAwaited = focused?.matches('.frame-screen') ?? false
    if (isNew && arrivals.current === 1 && !isAwaited) return
    if (isAwaited || focused === document.body || (isNew && focused?.closest('.rail, .top-bar'))) focusScreen()
  }, [arrivals, opened])
  return null
}

function NoSuchScreen() {
  const { t } = useTranslation()
  const [first] = routes
  return (
    <EmptyState
      title={t('frame.notFound')}
      action={
        first === undefined ? null : (
          <a className="button" href={`#/${first.path}`}>
            {t('frame.toFirst', { screen: t(`nav.${first.name}`) })}
          </a>
        )
      }
    />
  )
}
