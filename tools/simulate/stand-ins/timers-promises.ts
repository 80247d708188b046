import { surroundings } from '../surroundings.ts'

interface Options {
  readonly signal?: AbortSignal
  readonly ref?: boolean
}

export function setTimeout<T>(ms?: number, value?: T, { signal }: Options = {}): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal))
    const { clockwork } = surroundings()
    const aborted = () => {
      clockwork.cancel(planned)
      reject(abortError(signal))
    }
    const planned = clockwork.plan(ms ?? 1, () => {
      signal?.removeEventListener('abort', aborted)
      resolve(value)
    })
    signal?.addEventListener('abort', aborted, { once: true })
  })
}

export function setImmediate<T>(value?: T): Promise<T | undefined> {
  return new Promise((resolve) => surroundings().clockwork.plan(0, () => resolve(value)))
}

function abortError(signal: AbortSignal | undefined): Error {
  return Object.assign(new Error('aborted', { cause: signal?.reason }), { name: 'AbortError', code: 'ABORT_ERR' })
}
