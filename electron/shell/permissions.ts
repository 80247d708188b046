import type * as Electron from 'electron'
import { isOurs } from './our-page.ts'

type PermissionSession = Pick<
  Electron.Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
>

/**
 * What a page may ask of the computer: the camera, to read codes, to copy a code where a person clicked, and that the
 * screen doesn't sleep while a race is timed. Only our own page, and not a frame in it. Chromium checks first and then requests, so both are answered alike.
 */
export function restrictPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const isCamera = 'mediaTypes' in details && details.mediaTypes?.join() === 'video'
    answer(details.isMainFrame && isOurs(details.requestingUrl) && isAllowed(permission, isCamera))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return details.isMainFrame && isOurs(origin) && isAllowed(permission, details.mediaType === 'video')
  })
  session.setDevicePermissionHandler(() => false)
}

const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'screen-wake-lock'])

function isAllowed(permission: string, isCamera: boolean): boolean {
  return ALLOWED.has(permission) || (permission === 'media' && isCamera)
}
