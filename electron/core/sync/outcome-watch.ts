import type { Outcome } from '../../../shared/cloud-api.ts'
import type { CommandId } from '../../../shared/records/scalars.ts'

/** Lets somebody who gave a command wait a moment for what the cloud says of it. */
export class OutcomeWatch {
  readonly #waiting = new Map<CommandId, (outcome: Outcome) => void>()

  /** @returns undefined where no outcome came in time */
  wait(id: CommandId, timeoutMs: number): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        resolve(undefined)
      }, timeoutMs)
      this.#waiting.set(id, (outcome) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(outcome)
      })
    })
  }

  /** @returns whether somebody was waiting for it */
  tell(outcome: Outcome): boolean {
    const resolve = this.#waiting.get(outcome.id)
    resolve?.(outcome)
    return resolve !== undefined
  }
}
