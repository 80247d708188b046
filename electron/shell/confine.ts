import type * as Electron from 'electron'
import { isOurPage } from './our-page.ts'

type Contents = Pick<Electron.WebContents, 'on' | 'setWindowOpenHandler'>

/** Keeps whatever shows pages to the application's own page: nothing else is gone to, opened or embedded. */
export function confine(contents: Contents): void {
  contents.on('will-frame-navigate', (details) => {
    // A reload is a navigation too.
    if (!(details.isMainFrame && isOurPage(details.url))) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
