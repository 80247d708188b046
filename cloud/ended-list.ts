import { timePlus } from '../shared/records/scalars.ts'
import { seal } from '../shared/tickets/envelope.ts'
import { writeEndedList } from '../shared/tickets/forms.ts'
import { writeText } from '../shared/tickets/signed.ts'
import type { Cloud } from './cloud.ts'
import { loansEndedEarly } from './db/ended-loans.ts'
import { rootKeysOf } from './root-key-store.ts'

/** 23 bytes each, so that the list is below 1 MiB (tickets.md). Where there are more, those that would run longest are in it. */
const MOST_LOANS = 45_000

/** The signed list of loans that ended early and would still run, made at most every few seconds, however many ask. */
export class EndedList {
  readonly #cloud: Cloud
  #made: { readonly at: string; readonly text: Promise<string> } | undefined

  constructor(cloud: Cloud) {
    this.#cloud = cloud
  }

  async text(): Promise<string> {
    const now = this.#cloud.clock.now()
    const known = this.#made
    if (known && known.at > timePlus(now, -this.#cloud.config.endedListStaleMs)) return await known.text
    const made = { at: now, text: this.#make(now) }
    this.#made = made
    try {
      return await made.text
    } catch (error) {
      if (this.#made === made) this.#made = undefined
      throw error
    }
  }

  async #make(now: string): Promise<string> {
    const { current } = await rootKeysOf(this.#cloud, this.#cloud.db)
    const loans = await loansEndedEarly(this.#cloud.db, now, MOST_LOANS)
    const ended = loans.toSorted((a, b) => (a.endedAt < b.endedAt ? 1 : -1))
    return writeText(seal('ended-list', writeEndedList({ issuedAt: now, ended }), current.sign))
  }
}
