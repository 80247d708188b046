import { assertNever } from '../../shared/assert-never.ts'
import type { FromPage, UpdateState } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { failureCode, whyUpdateFailed } from './update-failures.ts'

/** Of electron-updater, what is used. */
export interface Updater {
  /** @returns the version that is newer, if any */
  check(): Promise<string | undefined>
  /** Of what was found last. `onPercent`: 0–100. */
  download(onPercent: (percent: number) => void): { readonly done: Promise<void>; cancel(): void }
  /** Ends the application, which starts again as the new one; settles only where that failed. */
  install(): Promise<never>
}

export interface UpdateParts {
  /** Undefined: this installation doesn't look for updates. */
  readonly load: (() => Promise<Updater>) | undefined
  readonly tell: (state: UpdateState) => void
  /** While this laptop records a run, nothing is installed. */
  readonly isRecording: () => boolean
  readonly leaving: Leaving
  readonly log: Logger
  readonly later: (run: () => void, delayMs: number) => unknown
  /** 0–1, so that not all laptops ask at once. */
  readonly random: () => number
}

/** How the application ends for an update. */
export interface Leaving {
  /** Asks a person, where something is unsent. */
  agreed(): Promise<boolean>
  /** Ends what must not be running when files are replaced. */
  prepare(): Promise<void>
  /** It came to nothing: all goes on as before. */
  stay(): void
}

export type UpdateAct = Extract<FromPage, { type: 'update' }>['act']

export interface Updates {
  act(act: UpdateAct): void
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * Looks for updates, quietly some minutes after the start and once a day, and at once where a person says so. Nothing is
 * downloaded or installed before a person says so.
 */
export function watchUpdates(parts: UpdateParts): Updates {
  const { load, log, later, random, leaving } = parts
  let state: UpdateState = { state: load === undefined ? 'off' : 'idle' }
  let loading: Promise<Updater> | undefined
  let last = Promise.resolve()
  let cancel: (() => void) | undefined

  function become(next: UpdateState): void {
    state = next
    parts.tell(next)
  }

  function failed(error: unknown, during: 'check' | 'download' | 'install'): UpdateState {
    const why = whyUpdateFailed(error, during)
    log.warn(`the update's ${during} failed: ${why} (${failureCode(error)})`)
    return { state: 'failed', why }
  }

  /** One after the other: a click while it looks by itself counts as well. */
  function enqueue(run: (updater: Updater) => Promise<void>): Promise<void> {
    if (load === undefined) return Promise.resolve()
    last = last.then(async () => {
      try {
        loading ??= load()
        await run(await loading)
      } catch (error) {
        loading = undefined
        become(failed(error, 'install'))
      }
    })
    return last
  }

  async function check(updater: Updater, isByHand: boolean): Promise<void> {
    if (state.state === 'ready') return
    const before = state
    if (isByHand) become({ state: 'checking' })
    try {
      const version = await updater.check()
      become(version === undefined ? { state: 'current' } : { state: 'available', version })
    } catch (error) {
      const then = failed(error, 'check')
      // Nobody asked, so nobody is told: a laptop in a field has no feed.
      become(isByHand ? then : before)
    }
  }

  async function download(updater: Updater): Promise<void> {
    if (state.state !== 'available') return
    const { version } = state
    let shown = 0
    let isCancelled = false
    const show = (percent: number) => {
      const whole = Math.min(100, Math.max(shown, Math.floor(percent)))
      if (whole === shown) return
      shown = whole
      become({ state: 'downloading', version, percent: whole })
    }
    become({ state: 'downloading', version, percent: 0 })
    try {
      const running = updater.download(show)
      cancel = () => {
        isCancelled = true
        running.cancel()
      }
      await running.done
      become({ state: 'ready', version })
    } catch (error) {
      become(isCancelled ? { state: 'available', version } : failed(error, 'download'))
    } finally {
      cancel = undefined
    }
  }

  async function install(updater: Updater): Promise<void> {
    // The page says why not.
    if (state.state !== 'ready' || parts.isRecording()) return
    if (!(await leaving.agreed())) return
    if (parts.isRecording()) {
      leaving.stay()
      return
    }
    try {
      await leaving.prepare()
      await updater.install()
    } catch (error) {
      leaving.stay()
      become(failed(error, 'install'))
    }
  }

  function checkAfter(delayMs: number): void {
    later(() => {
      void enqueue((updater) => check(updater, false)).then(() => checkAfter((22 + random() * 4) * HOUR_MS))
    }, delayMs)
  }

  parts.tell(state)
  if (load !== undefined) checkAfter((2 + random() * 8) * MINUTE_MS)
  return {
    act(act) {
      switch (act) {
        case 'check':
          void enqueue((updater) => check(updater, true))
          return
        case 'download':
          void enqueue(download)
          return
        case 'cancel':
          cancel?.()
          return
        case 'install':
          void enqueue(install)
          return
        default:
          assertNever(act)
      }
    },
  }
}
