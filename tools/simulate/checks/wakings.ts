import type { Laptop } from '../laptop.ts'
import type { Traffic } from '../network.ts'
import type { Program } from '../program.ts'
import { isHindered } from '../stand-ins/sqlite.ts'
import { must } from './invariants.ts'

/** A laptop that hears now that it slept. */
export interface Waking {
  readonly laptop: Laptop
  readonly program: Program
  readonly atMs: number
  readonly traffic: () => Traffic
}

const SOON_MS = 1000

/** Whose laptop was opened looks at it now: what was shown is hours old, and the pause that began before isn't over. */
export class WakingChecks {
  #awaited: readonly (Waking & { readonly asked: number })[] = []

  /** Where somebody is signed in, nothing keeps the core from asking, and it isn't asking anyhow. */
  told(waking: Waking): void {
    const { identity, connection } = waking.laptop.screen.status ?? {}
    const { asked, underWay } = waking.traffic()
    const isIn = identity !== undefined && (connection === 'online' || connection === 'offline')
    if (isIn && underWay === 0 && !isHindered(waking.program)) this.#awaited = [...this.#awaited, { ...waking, asked }]
  }

  look(nowMs: number): void {
    const isDue = ({ atMs }: Waking) => atMs + SOON_MS <= nowMs
    for (const { laptop, program, traffic, asked } of this.#awaited.filter(isDue)) {
      must(!program.isAlive || traffic().asked > asked, 'awake', () => `${laptop.name} was told and asked nothing`)
    }
    this.#awaited = this.#awaited.filter((waking) => !isDue(waking))
  }
}
