import type { ElectronParts } from '../../../electron/shell/shell.ts'
import { listeners } from './listeners.ts'

export interface StandInNotification {
  readonly body: string
  readonly isShown: boolean
  readonly isClosed: boolean
  emit(event: 'click' | 'close' | 'failed', ...args: readonly unknown[]): void
}

export interface StandInNotifications {
  readonly Notification: ElectronParts['Notification']
  readonly made: readonly StandInNotification[]
  isSupported: boolean
}

export function standInNotifications(): StandInNotifications {
  const made: StandInNotification[] = []
  const system = { isSupported: true }
  class Notification implements StandInNotification {
    static isSupported() {
      return system.isSupported
    }
    readonly #listeners = listeners()
    readonly on = this.#listeners.on
    readonly emit = this.#listeners.emit
    readonly body: string
    isShown = false
    isClosed = false
    constructor({ body = '' }: Electron.NotificationConstructorOptions) {
      this.body = body
      made.push(this)
    }
    show() {
      this.isShown = true
    }
    close() {
      this.isClosed = true
      this.emit('close')
    }
  }
  return {
    Notification,
    made,
    get isSupported() {
      return system.isSupported
    },
    set isSupported(is) {
      system.isSupported = is
    },
  }
}
