import type { FromCore, SecretQuestion, ToCore } from '../process-messages.ts'
import type { Secrets } from './secrets.ts'

/** Secrets that another process keeps: where the operating system's secret store can't be reached from this one. */
export interface AskedSecrets extends Secrets {
  /** Takes the other process's answer to a question that was asked here. */
  answered(answer: Extract<ToCore, { type: 'secret' }>): void
}

export function askedSecrets(ask: (message: FromCore) => void): AskedSecrets {
  const open = new Map<number, PromiseWithResolvers<string | undefined>>()
  let lastId = 0

  function put(question: SecretQuestion): Promise<string | undefined> {
    lastId += 1
    const answer = Promise.withResolvers<string | undefined>()
    open.set(lastId, answer)
    ask({ type: 'secret', id: lastId, question })
    return answer.promise
  }

  return {
    read: (name) => put({ do: 'read', name }),
    async write(name, value) {
      await put({ do: 'write', name, value })
    },
    async remove(name) {
      await put({ do: 'remove', name })
    },
    keptIn: async () => ((await put({ do: 'kept-in' })) === 'system' ? 'system' : 'file'),
    answered({ id, value, failed }) {
      const answer = open.get(id)
      open.delete(id)
      if (failed) answer?.reject(new Error('the secret store failed'))
      else answer?.resolve(value)
    },
  }
}
