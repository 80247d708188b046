import { z } from 'zod'
import type { Answered, Asked } from '../cloud-side.ts'
import { must } from './invariants.ts'

const askedSchema = z.object({ commands: z.array(z.object({ id: z.string(), type: z.string() })) })
const outcomeSchema = z.looseObject({ id: z.string(), seq: z.number(), code: z.string().optional() })
/** The bytes between, as they were sent. */
const OUTCOMES = /^\{"outcomes":\[(.*)\],"lastSeq":\d+(?:,"retryAfterS":\d+)?\}$/s
const BETWEEN = /,(?=\{"seq":\d+,"id":")/

interface Said {
  /** Without its `seq`, which a new installation id changes. */
  readonly text: string
  readonly code: string | undefined
}

/** What the cloud said became of each command. */
export class OutcomeChecks {
  readonly #said = new Map<string, Said>()
  readonly #types = new Map<string, string>()
  /** Also those that a restored cloud has forgotten. */
  readonly #everDecided = new Set<string>()
  /** What people took back. */
  readonly discarded = new Set<string>()

  /** After a restore of the cloud. */
  forget(): void {
    this.#said.clear()
  }

  typeOf(id: string): string | undefined {
    return this.#types.get(id)
  }

  wasDecided(id: string): boolean {
    return this.#everDecided.has(id)
  }

  /** The code by which it was refused. */
  refusalOf(id: string): string | undefined {
    return this.#said.get(id)?.code
  }

  /** The types of the commands that were done. */
  accepted(): readonly string[] {
    return [...this.#said].flatMap(([id, { code }]) => (code === undefined ? [this.#types.get(id) ?? ''] : []))
  }

  asked({ path, body }: Asked): void {
    if (path !== '/v1/commands') return
    for (const { id, type } of askedSchema.parse(JSON.parse(body ?? '')).commands) this.#types.set(id, type)
  }

  answered({ path }: Asked, { status, body }: Answered): void {
    if (path !== '/v1/commands' || status !== 200) return
    const [, bytes = ''] = OUTCOMES.exec(body) ?? []
    for (const outcome of bytes === '' ? [] : bytes.split(BETWEEN)) {
      const { id, seq, code } = outcomeSchema.parse(JSON.parse(outcome))
      const text = outcome.replace(`"seq":${seq},`, '')
      const before = this.#said.get(id)?.text
      must(before === undefined || before === text, 'one-outcome', () => `${seq}: first ${before}, then ${text}`)
      this.#said.set(id, { text, code })
      this.#everDecided.add(id)
    }
  }
}
