import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { App } from './app.tsx'
import { exchangeKey, portLine, webSocketLine } from './line.ts'
import { createI18n, keepLanguage, readLanguage, speakAs } from './locales/i18n.ts'
import { onceEvery } from './once-every.ts'
import { rememberScreens } from './remember.ts'
import { createTracksideStore, receivePush } from './store.ts'
import { TracksideProvider } from './trackside.tsx'
import { connectCore } from './transport.ts'

const monotonicMs = () => performance.now()
/** A first state comes in many pushes: between two times that it is shown, several are taken in. */
const SHOWN_EVERY_MS = 100

/** Draws the window into `root`, and keeps it at what the core says. */
export async function start(root: HTMLElement): Promise<void> {
  // Without an answer the line finds out by itself what is wrong.
  if (window.trackside === undefined) await exchangeKey(window.location, window.history).catch(() => undefined)
  const openLine = window.trackside ? portLine(window, window.trackside) : webSocketLine(window.location)
  const core = connectCore(openLine, (run, delayMs) => setTimeout(run, delayMs))
  const store = createTracksideStore()
  rememberScreens(store, window.localStorage)
  core.onLink((link) => store.setState({ link }))
  const soon = onceEvery(SHOWN_EVERY_MS)
  core.onPush((push) => {
    if (push.push !== 'alert') receivePush(store, push, monotonicMs(), soon)
  })
  const i18n = createI18n()
  // What it was set to last, so that no sentence is seen in another language first.
  await speakAs(i18n, readLanguage(window.localStorage))
  store.subscribe(({ status }, before) => {
    const language = status?.settings.language
    if (language === undefined || language === before.status?.settings.language) return
    keepLanguage(window.localStorage, language)
    void speakAs(i18n, language)
  })
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <TracksideProvider value={{ store, core, monotonicMs }}>
          <App />
        </TracksideProvider>
      </I18nextProvider>
    </StrictMode>,
  )
}
