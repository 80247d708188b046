import type { Push } from '../../../shared/desktop-api.ts'
import type { Link } from '../../../shared/desktop-live.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'

/** At most four times a second. */
const EACH_MS = 250

/** Tells the windows which connections look different, and of each change only once. */
export class LinkPushes {
  readonly #announce: (push: Push) => void
  readonly #shown: (boxId: BoxId) => Link | undefined
  readonly #told = new Map<BoxId, string>()
  readonly #changed = new Set<BoxId>()
  #timer: NodeJS.Timeout | undefined

  /** @param shown the connection as it looks now; undefined: there is none */
  constructor(announce: (push: Push) => void, shown: (boxId: BoxId) => Link | undefined) {
    this.#announce = announce
    this.#shown = shown
  }

  changed(boxId: BoxId): void {
    this.#changed.add(boxId)
    this.#timer ??= setTimeout(() => this.#push(), EACH_MS)
  }

  /** A window begins with what is shown now: what others were told before says nothing of it. */
  forgetTold(): void {
    this.#told.clear()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #push(): void {
    this.#timer = undefined
    const links: Link[] = []
    const gone: BoxId[] = []
    for (const boxId of this.#changed) {
      const link = this.#shown(boxId)
      if (link === undefined) {
        this.#told.delete(boxId)
        gone.push(boxId)
        continue
      }
      const text = JSON.stringify(link)
      if (this.#told.get(boxId) === text) continue
      this.#told.set(boxId, text)
      links.push(link)
    }
    this.#changed.clear()
    if (links.length + gone.length > 0) this.#announce({ push: 'links', reset: false, links, gone })
  }
}
