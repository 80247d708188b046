import type * as Electron from 'electron'
import type { Logger } from '../core/log.ts'
import type { CoreKeeper } from './core-keeper.ts'
import { type Installation, whyNoUpdates } from './packed-feed.ts'
import type { PageMessages } from './page-messages.ts'
import type { Quitting } from './quitting.ts'
import { type Leaving, type UpdateParts, type Updates, watchUpdates } from './updates.ts'

export interface OfferParts extends Pick<UpdateParts, 'later'> {
  readonly app: Pick<
    typeof Electron.app,
    'getVersion' | 'isPackaged' | 'releaseSingleInstanceLock' | 'requestSingleInstanceLock'
  >
  readonly installation: Omit<Installation, 'isPackaged'>
  readonly page: Pick<PageMessages, 'facts' | 'send'>
  readonly quitting: Pick<Quitting, 'agreed' | 'stays'>
  readonly core: Pick<CoreKeeper, 'stop' | 'startAgain'>
  readonly log: Logger
}

export interface OfferedUpdates extends Updates {
  /** Whether this installation looks for any. */
  readonly isOn: boolean
}

/** Updates for this installation, and the page told where they stand; none where no feed was packed that may be asked. */
export function offerUpdates(parts: OfferParts): OfferedUpdates {
  const { app, page, log } = parts
  const installation = { ...parts.installation, isPackaged: app.isPackaged }
  const whyNot = whyNoUpdates(installation)
  if (whyNot !== undefined && whyNot !== 'none') log.warn(`no updates: ${whyNot}`)
  const current = app.getVersion()
  const { platform, env } = installation
  const updates = watchUpdates({
    load: whyNot === undefined ? async () => (await import('./updater.ts')).loadUpdater(platform, env) : undefined,
    tell: (update) => page.send({ type: 'update', current, update }),
    isRecording: () => page.facts().runs.length > 0,
    leaving: leave(parts),
    log,
    later: parts.later,
    random: Math.random,
  })
  return { ...updates, isOn: whyNot === undefined }
}

function leave({ app, installation, quitting, core }: OfferParts): Leaving {
  // Squirrel.Mac looks at the update for seconds, then quits as ever, which ends the core; only then files are replaced.
  // The others replace them at once, and the new application looks for its lock.
  const isAtOnce = installation.platform !== 'darwin'
  return {
    agreed: quitting.agreed,
    async prepare() {
      if (!isAtOnce) return
      await core.stop()
      app.releaseSingleInstanceLock()
    },
    stay() {
      quitting.stays()
      if (!isAtOnce) return
      app.requestSingleInstanceLock()
      core.startAgain()
    },
  }
}
