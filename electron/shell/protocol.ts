import type * as Electron from 'electron'
import { PAGE_SCHEME } from './our-page.ts'
import { servePageFile } from './page-files.ts'

/**
 * Makes the page's scheme one with an origin, storage and secure contexts, like https. Electron wants this before it
 * is ready, and once.
 */
export function registerPageScheme(protocol: Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer under the page's scheme. */
export function servePage(protocol: Pick<typeof Electron.protocol, 'handle'>, rendererDir: string): void {
  protocol.handle(PAGE_SCHEME, (request) => servePageFile(rendererDir, request))
}
