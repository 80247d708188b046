import { describe, expect, it } from 'vitest'
import { restrictPermissions } from '../../../electron/shell/permissions.ts'

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type Permission = Parameters<RequestHandler>[1]

const OUR_PAGE = 'app://trackside/#/devices'
const CONTENTS = {} as Electron.WebContents

function restricted() {
  const handlers: { request?: RequestHandler | null; check?: CheckHandler | null; device?: DeviceHandler | null } = {}
  restrictPermissions({
    setPermissionRequestHandler(handler) {
      handlers.request = handler
    },
    setPermissionCheckHandler(handler) {
      handlers.check = handler
    },
    setDevicePermissionHandler(handler) {
      handlers.device = handler
    },
  })
  return {
    handlers,
    requests(permission: Permission, details: Partial<Electron.MediaAccessPermissionRequest> = {}): boolean {
      const answers: boolean[] = []
      const request = { isMainFrame: true, requestingUrl: OUR_PAGE, ...details }
      handlers.request?.(CONTENTS, permission, (answer) => answers.push(answer), request)
      const [answer] = answers
      if (answer === undefined || answers.length > 1) throw new Error('not answered once')
      return answer
    },
    checks(
      permission: Permission,
      details: Partial<Electron.PermissionCheckHandlerHandlerDetails> = {},
      url = OUR_PAGE,
    ) {
      return handlers.check?.(null, permission, url, { isMainFrame: true, ...details })
    },
  }
}

const DENIED: readonly Permission[] = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network-access',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'persistent-storage',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'window-management',
  'unknown',
]

describe.each(DENIED)('%s', (permission) => {
  it('is denied, requested or checked', () => {
    const { requests, checks } = restricted()
    expect(requests(permission)).toBe(false)
    expect(checks(permission)).toBe(false)
  })
})

describe('the camera', () => {
  it('is allowed to the own page', () => {
    const { requests, checks } = restricted()
    expect(requests('media', { mediaTypes: ['video'] })).toBe(true)
    expect(checks('media', { mediaType: 'video' })).toBe(true)
  })

  it.each([[['audio' as const]], [['video' as const, 'audio' as const]], [[]]])(
    'is not allowed as %j',
    (mediaTypes) => {
      expect(restricted().requests('media', { mediaTypes })).toBe(false)
    },
  )

  it.each(['audio' as const, 'unknown' as const])('is not what is checked as %s', (mediaType) => {
    expect(restricted().checks('media', { mediaType })).toBe(false)
  })

  it('is not the screen, which comes with the same media types', () => {
    expect(restricted().requests('display-capture', { mediaTypes: ['video'] })).toBe(false)
  })
})

describe.each(['https://elsewhere.example/', 'app://trackside.example/', 'file:///', 'data:,', ''])('%j', (url) => {
  it('gets neither camera nor clipboard', () => {
    const { requests, checks } = restricted()
    expect(requests('media', { mediaTypes: ['video'], requestingUrl: url })).toBe(false)
    expect(checks('media', { mediaType: 'video' }, url)).toBe(false)
    expect(requests('clipboard-sanitized-write', { requestingUrl: url })).toBe(false)
    expect(checks('clipboard-sanitized-write', {}, url)).toBe(false)
  })
})

it('lets the own page keep the screen awake, and nothing more than the screen', () => {
  const { requests, checks } = restricted()
  expect(requests('screen-wake-lock')).toBe(true)
  expect(checks('screen-wake-lock')).toBe(true)
  expect(requests('system-wake-lock')).toBe(false)
})

it('lets the own page copy a code', () => {
  const { requests, checks } = restricted()
  expect(requests('clipboard-sanitized-write')).toBe(true)
  expect(checks('clipboard-sanitized-write')).toBe(true)
})

it('gives a frame in the page nothing', () => {
  const { requests, checks } = restricted()
  expect(requests('media', { mediaTypes: ['video'], isMainFrame: false })).toBe(false)
  expect(checks('media', { mediaType: 'video', isMainFrame: false })).toBe(false)
  expect(requests('clipboard-sanitized-write', { isMainFrame: false })).toBe(false)
})

it('gives no device to anybody', () => {
  const { handlers } = restricted()
  for (const deviceType of ['hid', 'serial', 'usb'] as const) {
    const details = { deviceType, origin: 'app://trackside' } as Electron.DevicePermissionHandlerHandlerDetails
    expect(handlers.device?.(details)).toBe(false)
  }
})
