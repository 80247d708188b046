import type * as Electron from 'electron'
import { isOurs } from './our-page.ts'

export type PermissionSession = Pick<
  Electron.Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
>

export interface PageRights {
  readonly isItsPage: (url: string) => boolean
  readonly camera: boolean
  /** Chromium's names of what else it may ask for. */
  readonly others: ReadonlySet<string>
}

/** The camera, to read codes, to copy a code where a person clicked, and that the screen doesn't sleep while a race is timed. */
const OUR_PAGE: PageRights = {
  isItsPage: isOurs,
  camera: true,
  others: new Set(['clipboard-sanitized-write', 'screen-wake-lock']),
}

/**
 * What a page may ask of the computer: only its own page, and not a frame in it. Chromium checks first and then
 * requests, so both are answered alike.
 */
export function restrictPermissions(session: PermissionSession, rights: PageRights = OUR_PAGE): void {
  const isAllowed = (permission: string, isCamera: boolean) =>
    rights.others.has(permission) || (rights.camera && permission === 'media' && isCamera)
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const isCamera = 'mediaTypes' in details && details.mediaTypes?.join() === 'video'
    answer(details.isMainFrame && rights.isItsPage(details.requestingUrl) && isAllowed(permission, isCamera))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return details.isMainFrame && rights.isItsPage(origin) && isAllowed(permission, details.mediaType === 'video')
  })
  session.setDevicePermissionHandler(() => false)
}
