import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db } from './db/tables.ts'

/** What everything in the cloud works with. */
export interface Cloud {
  readonly db: Db
  readonly clock: Clock
  readonly config: Config
}
