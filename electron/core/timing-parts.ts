import type { Desk } from './desk.ts'
import type { Logger } from './log.ts'
import type { CloudClient, SignedInAs } from './sync/cloud-client.ts'
import type { Clocks } from './sync/trusted-clock.ts'

/** What live timing stands on. */
export interface TimingParts {
  readonly desk: Desk
  readonly cloud: CloudClient
  /** Undefined where the sign-in ran out: nothing can be sent. */
  readonly as: () => SignedInAs | undefined
  readonly clocks: Clocks
  readonly random: () => number
  readonly log: Logger
  readonly onFault: (where: string, error: unknown) => void
  readonly hasWindow: () => boolean
  readonly isOnline: () => boolean
  /** The disk didn't take something, and nothing since. */
  readonly isDiskFull: () => boolean
  /** What this laptop's disk can still take. */
  readonly freeBytes: () => Promise<number>
  /** The built renderer, with the boards' page. */
  readonly rendererDir: string | undefined
  /** The cloud's data is made up, which the boards say. */
  readonly isDemo: boolean
  /** Where this computer is reached on local networks. */
  readonly localAddresses: () => readonly string[]
}
