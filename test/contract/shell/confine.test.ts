import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confine } from '../../../electron/shell/confine.ts'
import { isOurPage, isOurs } from '../../../electron/shell/our-page.ts'
import { listeners } from './listeners.ts'

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse

function confined() {
  const { on, emit } = listeners()
  const opener: { handler?: OpenHandler } = {}
  confine({
    on,
    setWebRTCIPHandlingPolicy: () => undefined,
    setWindowOpenHandler(handler) {
      opener.handler = handler
    },
  })
  /** Whether the event went through. */
  function passes(event: string, details: object = {}): boolean {
    let isPrevented = false
    emit(event, {
      ...details,
      preventDefault: () => {
        isPrevented = true
      },
    })
    return !isPrevented
  }
  return { passes, opener }
}

describe('navigation', () => {
  it.each(['app://trackside/', 'app://trackside/#/devices/CLBX30201'])('lets the page be reloaded: %s', (url) => {
    expect(confined().passes('will-frame-navigate', { url, isMainFrame: true })).toBe(true)
  })

  it.each([
    'https://trackside/',
    'app://trackside.example/',
    'app://trackside:8080/',
    'app://trackside@elsewhere.example/',
    'app://trackside/assets/index.js',
    'file:///etc/passwd',
    'data:text/html,<script>alert(1)</script>',
    'javascript:alert(1)',
    'about:blank',
    'trackside://ticket',
    '',
  ])('keeps the window from %s', (url) => {
    expect(confined().passes('will-frame-navigate', { url, isMainFrame: true })).toBe(false)
  })

  it('keeps the window from every address of the web', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(confined().passes('will-frame-navigate', { url, isMainFrame: true })).toBe(false)
      }),
    )
  })

  it('keeps frames from everything, the own page included', () => {
    expect(confined().passes('will-frame-navigate', { url: 'app://trackside/', isMainFrame: false })).toBe(false)
  })

  it('follows no redirect, wherever it leads', () => {
    expect(confined().passes('will-redirect', { url: 'app://trackside/' })).toBe(false)
  })
})

it('embeds no webview', () => {
  expect(confined().passes('will-attach-webview')).toBe(false)
})

it('opens no window, not even on the own page', () => {
  const { opener } = confined()
  for (const url of ['app://trackside/', 'https://elsewhere.example/', 'file:///etc/passwd']) {
    expect(opener.handler?.({ url } as Electron.HandlerDetails)).toEqual({ action: 'deny' })
  }
})

describe('the own page', () => {
  it('is told by scheme and host, whatever surrounds them', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isOurs(`https://elsewhere.example/${text}`)).toBe(false)
        expect(isOurs(`app://trackside.${text}`)).toBe(false)
        expect(isOurPage(`app://trackside/x${text.replaceAll(/[#?]/g, '')}`)).toBe(false)
      }),
    )
  })
})
