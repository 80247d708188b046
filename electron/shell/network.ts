import type * as Electron from 'electron'

export interface NetworkSession {
  readonly webRequest: {
    onBeforeRequest(
      filter: Electron.WebRequestFilter,
      listener: (
        details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>,
        answer: (response: Electron.CallbackResponse) => void,
      ) => void,
    ): void
  }
}

const NETWORK = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] }

/**
 * Lets the pages of a session ask nothing of the network. Their policy says so as well, but it is their own process that
 * holds to it, which a fault of Chromium's may have turned.
 * @param origin the one that they come from themselves, if they come by the network
 */
export function cutOff({ webRequest }: NetworkSession, origin?: string): void {
  webRequest.onBeforeRequest(NETWORK, ({ url }, answer) => {
    answer({ cancel: origin === undefined || URL.parse(url)?.origin !== origin })
  })
}
