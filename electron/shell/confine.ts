import type * as Electron from 'electron'
import { isOurPage } from './our-page.ts'

type Contents = Pick<Electron.WebContents, 'on' | 'setWebRTCIPHandlingPolicy' | 'setWindowOpenHandler'>

/**
 * Keeps whatever shows pages to its own page: nothing else is gone to, opened or embedded.
 * @param isItsPage asked at each navigation; the application's page, where nothing else is said
 */
export function confine(contents: Contents, isItsPage: (url: string) => boolean = isOurPage): void {
  contents.on('will-frame-navigate', (details) => {
    // A reload is a navigation too.
    if (!(details.isMainFrame && isItsPage(details.url))) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // No request passes by here; by itself, WebRTC could speak to the network all the same.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
