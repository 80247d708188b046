import type { ElectronParts } from '../../../electron/shell/shell.ts'

type Session = ElectronParts['session']['defaultSession']
type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>

export interface StandInSession extends Session {
  readonly partition: string
  readonly options: Electron.FromPartitionOptions
  /** Whether a page gets it: as Chromium checks and then requests it. */
  allows(permission: string, url: string): boolean
  /** Whether a request of a page gets through. */
  mayAsk(url: string): boolean
  givesDevice(deviceType: 'hid' | 'serial' | 'usb', origin: string): boolean
}

/** Node gives none to a scheme that it doesn't know; Chromium does to a standard one. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}/`
}

export function standInSession(partition: string, options: Electron.FromPartitionOptions): StandInSession {
  let request: RequestHandler | null = null
  let check: CheckHandler | null = null
  let device: DeviceHandler | null = null
  let look: ((url: string) => boolean) | undefined
  return {
    partition,
    options,
    webRequest: {
      onBeforeRequest({ urls }, listener) {
        look = (url) => {
          if (!urls.some((pattern) => url.startsWith(pattern.slice(0, pattern.indexOf('*'))))) return true
          const cancelled: (boolean | undefined)[] = []
          listener({ url }, ({ cancel }) => cancelled.push(cancel))
          return cancelled[0] !== true
        }
      },
    },
    mayAsk: (url) => look?.(url) ?? true,
    setDevicePermissionHandler(handler) {
      device = handler
    },
    setPermissionRequestHandler(handler) {
      request = handler
    },
    setPermissionCheckHandler(handler) {
      check = handler
    },
    // What nobody restricts, Electron allows.
    allows(permission, url) {
      const answers: boolean[] = []
      const asked = permission as Parameters<RequestHandler>[1]
      const from = {} as Electron.WebContents
      request?.(from, asked, (answer) => answers.push(answer), { isMainFrame: true, requestingUrl: url })
      const checked = check?.(from, asked, originOf(url), { isMainFrame: true, requestingUrl: url })
      return answers[0] !== false && checked !== false
    },
    givesDevice(deviceType, origin) {
      return device?.({ deviceType, origin } as Electron.DevicePermissionHandlerHandlerDetails) ?? true
    },
  }
}
