import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../shared/desktop-settings.ts'
import { CloudAddressScreen } from './cloud-address/cloud-address-screen.tsx'
import { useAskedCloud } from './cloud-address/use-asked-cloud.ts'
import { Alerts } from './frame/alerts.tsx'
import { Frame } from './frame/frame.tsx'
import { FullPage } from './frame/full-page.tsx'
import { PaletteProvider } from './palette/palette-provider.tsx'
import { ShellRequests } from './shell/shell-requests.tsx'
import { SignInScreen } from './sign-in/sign-in-screen.tsx'
import { mantineTheme, mantineVariables } from './theme.ts'
import { DoorProvider } from './tickets/door.tsx'
import { useTracksideState } from './trackside.tsx'
import { SayProvider } from './words/say.tsx'

/** The window: what the core's state and the sign-in call for. */
export function App() {
  const theme = useTheme()
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={mantineVariables}
      forceColorScheme={theme === 'dark' ? 'dark' : 'light'}
    >
      <SayProvider>
        <DoorProvider>
          <PaletteProvider>
            <Window />
            <Alerts />
            {window.trackside === undefined ? null : <ShellRequests />}
          </PaletteProvider>
        </DoorProvider>
      </SayProvider>
    </MantineProvider>
  )
}

function Window() {
  const { t } = useTranslation()
  const link = useTracksideState((state) => state.link)
  const status = useTracksideState((state) => state.status)
  const askedCloud = useAskedCloud()
  useFocusKept(status === undefined ? undefined : (status.identity?.member.id ?? ''))
  if (link === 'shut-out') return <FullPage title={t('shutOut.title')} lines={[t('shutOut.why'), t('shutOut.now')]} />
  if (status === undefined && askedCloud) return <CloudAddressScreen asked={askedCloud} />
  if (status === undefined)
    return <FullPage title={t('connecting')} lines={link === 'gone' ? [t('status.coreGone')] : []} />
  if (status.identity === undefined) return <SignInScreen status={status} />
  return <Frame key={status.identity.member.id} />
}

/**
 * What had the focus is gone after a sign-in: the frame has it until its screen is there and takes it on (Arrival). A
 * sign-in form takes it itself.
 * @param memberId empty while nobody is signed in, undefined while that isn't known
 */
function useFocusKept(memberId: string | undefined): void {
  const before = useRef<string>(undefined)
  // Before the effects of a screen that is there already.
  useLayoutEffect(() => {
    const isAnother = before.current !== undefined && before.current !== memberId
    before.current = memberId
    if (isAnother && memberId) document.querySelector<HTMLElement>('.frame-screen')?.focus({ preventScroll: true })
  }, [memberId])
}

/** Puts the member's theme and row size on the page (theme.css). @returns the theme in force */
function useTheme(): Exclude<Settings['theme'], 'system'> {
  const wanted = useTracksideState((state) => state.status?.settings.theme ?? 'system')
  const rows = useTracksideState((state) => state.status?.settings.rows ?? 'default')
  const { language } = useTranslation().i18n
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, { getInitialValueInEffect: false })
  const theme = wanted === 'system' ? (prefersDark ? 'dark' : 'light') : wanted
  useEffect(() => {
    const page = document.documentElement
    page.dataset['theme'] = theme
    page.dataset['rows'] = theme === 'sunlight' ? 'touch' : rows
    page.lang = language
  }, [theme, rows, language])
  return theme
}
